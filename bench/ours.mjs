// Asks the built page the benchmark's questions through `window.rollcall`, its script interface.

/** What the page is opened with. */
export const openedWith = (today) => `?automation=1&today=${today}`;

/** Runs in the page, so it may use nothing from outside itself. */
export function installAdapter({ window: nRows }) {
  const { rollcall } = window;
  const columns = ['logon_name', 'name', 'job_org', 'department', 'reason'];
  const earliestFirst = { columns, sort: [['scheduled_deletion', 'asc']] };
  const latestFirst = { columns, sort: [['scheduled_deletion', 'desc']] };
  const firstWindow = { first: 0, rows: nRows };
  const cells = (report) => report.values.map((row) => columns.map((id) => row[report.columns.findIndex((column) => column.id === id)] ?? ''));
  const logonNames = (report) => cells(report).map(([logonName]) => logonName);
  let nMatched;

  window.bench = {
    async load(mailboxes, enrollment) {
      const { sources, questions, timings, memoryBytes } = await rollcall.load([mailboxes, enrollment]);
      if (questions.length) throw new Error(`the page asks: ${questions.map((question) => question.text).join('; ')}`);
      const expiring = await rollcall.report('expiring', earliestFirst, firstWindow);
      const { counts, by_department } = expiring.summary;
      nMatched = counts.matched;
      return {
        mailboxRows: sources[0].accepted,
        enrollmentRows: sources[1].accepted,
        matched: counts.matched,
        expiring: counts.expiring,
        nMissing: counts.mine_not_found,
        departments: by_department,
        first: cells(expiring),
        steps: timings,
        memoryBytes,
      };
    },
    async missing() {
      const report = await rollcall.report('mine-not-found', {}, { first: 0, rows: -1 });
      const key = report.columns.findIndex(({ id }) => id === 'key');
      return report.rows.map((row) => row[key]).sort();
    },
    async search(text) {
      const report = await rollcall.report('mine', { ...earliestFirst, search: text }, firstWindow);
      return { count: report.total, first: logonNames(report) };
    },
    sort: async () => logonNames(await rollcall.report('mine', latestFirst, firstWindow)),
    end: async () => logonNames(await rollcall.report('mine', latestFirst, { first: nMatched - nRows, rows: nRows })),
  };
}
