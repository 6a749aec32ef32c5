// The peak of the memory of the browser's page processes, as Linux counts it.
import fs from 'node:fs';

const status = (pid, field) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
const sum = (pids, field) => pids.reduce((total, pid) => total + status(pid, field), 0);

/** Starts counting; the function it gives returns the bytes that the peak lies over the start, `null` where nothing can be counted. */
export async function watchPeak(browser) {
  if (process.platform !== 'linux') return () => null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  try {
    for (const pid of pids) fs.writeFileSync(`/proc/${pid}/clear_refs`, '5'); // 5: the peak starts again from now
  } catch {
    return () => null; // not ours to reset, as in some containers
  }
  const start = sum(pids, 'VmRSS');
  return () => sum(pids, 'VmHWM') - start;
}
