// The figures of all rounds as markdown.
import os from 'node:os';

const median = (numbers) => {
  const sorted = numbers.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const show = (number, digits = 0) => (Number.isFinite(number) ? number.toFixed(digits) : '–');

/** `rounds`: name → [{ figures, wrong } or { error }]; `sizes`: name → bytes with Brotli. */
export function markdown({ nRows, expected, rounds, sizes }) {
  const names = Object.keys(rounds);
  const good = (name) => rounds[name].filter(({ error }) => !error);
  const middle = (name, figure) => median(good(name).map(({ figures }) => figure(figures) ?? NaN));
  const total = (name) => middle(name, (figures) => figures.total);
  const wrong = (name) => [...new Set(good(name).flatMap((round) => round.wrong))];
  const error = (name) => rounds[name].find(({ error }) => error)?.error;
  const fastest = names.filter((name) => name !== 'ours' && name !== 'read' && good(name).length && !wrong(name).length)
    .sort((a, b) => total(a) - total(b))[0];

  const verdict = (name) => {
    if (wrong(name).length) return `WRONG: ${wrong(name).join(', ')}`;
    if (error(name)) return `FAILED: ${error(name)}`;
    return name === 'read' ? 'no answer asked' : 'right';
  };
  const row = (name) => {
    const totals = good(name).map(({ figures }) => figures.total);
    return [
      name, verdict(name),
      `${show(total(name))} (${show(Math.min(...totals))} to ${show(Math.max(...totals))})`,
      show(fastest ? total(name) / total(fastest) : NaN, 2),
      show(middle(name, ({ peak }) => peak), 2),
      show(middle(name, ({ keys }) => keys && median(keys)), 1),
      show(middle(name, ({ keys }) => keys && Math.max(...keys)), 1),
      show(middle(name, ({ sort }) => sort), 1),
      show(middle(name, ({ init }) => init)),
      show(sizes[name] / 1000, 1),
    ];
  };
  const head = ['', 'answers', 'total, ms', 'of the fastest peer', 'peak memory / input', 'keystroke, ms', 'slowest keystroke, ms', 'sort, ms', 'init, ms', 'Brotli, kB'];
  const line = (cells) => `| ${cells.join(' | ')} |`;

  const steps = names.flatMap((name) => {
    const taken = Object.keys(good(name)[0]?.figures.steps ?? {});
    return taken.length ? [`- ${name}: ${taken.map((step) => `${step} ${show(middle(name, (figures) => figures.steps?.[step]), 1)} ms`).join(', ')}`] : [];
  });
  const first = names.flatMap(good)[0];
  return [
    `### ${nRows.toLocaleString('en')} enrollment rows, ${expected.mailboxRows.toLocaleString('en')} mailbox rows, ${show(expected.bytes / 1e6, 1)} MB`,
    '',
    `Chromium ${first?.figures.version ?? '–'}, ${os.cpus().length} cores, ${show(os.totalmem() / 2 ** 30)} GiB, ${rounds[names[0]].length} rounds, medians`,
    '',
    line(head), line(head.map((_, i) => (i < 2 ? '---' : '---:'))), ...names.map(row).map(line),
    '',
    ...steps,
    ...(rounds.ours ? screen(good('ours').map(({ figures }) => figures)) : []),
    ...(names.flatMap(good).some(({ figures }) => figures.peak === null) ? ['- peak memory is measured on Linux only'] : []),
    '',
  ].join('\n');
}

/** What the person at the screen notices of ours. */
function screen(figures) {
  if (!figures.length) return [];
  const longest = Math.max(...figures.map(({ longestTask }) => longestTask));
  const scrolls = figures.map(({ scroll }) => scroll).filter(Boolean);
  const sum = (count) => scrolls.reduce((total, scroll) => total + scroll[count], 0);
  return [
    `- ours, longest task on the page's own thread during a load: ${longest ? `${show(longest)} ms` : 'none over 50 ms'}`,
    `- ours, WebAssembly memory after the load: ${show(median(figures.map(({ memoryBytes }) => memoryBytes)) / 1e6, 1)} MB`,
    scrolls.length
      ? `- ours, scrolling: script, style and layout of a frame ${show(median(scrolls.map((scroll) => scroll.median)), 1)} ms (95 of 100 under ${show(median(scrolls.map((scroll) => scroll.p95)), 1)} ms; ${sum('nFrames')} frames); a row in sight blank in ${sum('blank')} of ${sum('looked')} frames`
      : '- ours, scrolling: no table that scrolls was on the screen',
  ];
}
