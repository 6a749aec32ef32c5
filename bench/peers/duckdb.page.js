// DuckDB-WASM, a database compiled for the browser, doing the job in SQL in its own worker.
import * as duckdb from '@duckdb/duckdb-wasm';
import { DELETION, DEPARTMENT, ENROLLMENT_HEADER, LOGON_NAME, MAILBOX_HEADER, REASON, SHOWN, WINDOW } from '../job.mjs';

const column = (i) => ENROLLMENT_HEADER[i];
const shown = SHOWN.map(column);
const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker('duckdb.worker.js'));
let connection;

const rows = async (sql) => (await connection.query(sql)).toArray().map((row) => Object.values(row.toJSON()));
const one = async (sql) => (await rows(sql))[0];
const names = async (sql) => (await rows(sql)).flat();
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const csv = (name, header) => `read_csv(${quoted(name)}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
  parallel = false, columns = {${header.map((title) => `${quoted(title)}: 'VARCHAR'`)}})`;

async function open() {
  await database.instantiate(new URL('duckdb.wasm', location.href).href);
  await database.open({ query: { castBigIntToDouble: true } });
  connection = await database.connect();
  await connection.query(`create macro bare(cell) as lower(trim(split_part(substr(cell, instr(cell, '\\') + 1), '@', 1)))`);
}

window.bench = {
  ready: open(),
  async load(mailboxes, enrollment) {
    const started = performance.now();
    for (const [name, file] of Object.entries({ mailboxes, enrollment })) {
      await database.registerFileHandle(name, file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
    }
    await connection.query(`create table mine as select bare("${MAILBOX_HEADER.at(-1)}") as key from ${csv('mailboxes', MAILBOX_HEADER)}`);
    await connection.query(`create table enrollment as select * from ${csv('enrollment', ENROLLMENT_HEADER)}`);
    const parsed = performance.now();
    await connection.query(`create table matched as
      select rowid as row, bare(${column(LOGON_NAME)}) as key, strptime(${column(DELETION)}, '%m/%d/%Y') as day,
        ${ENROLLMENT_HEADER.map((title) => `coalesce(${title}, '') as ${title}`)}
      from enrollment where bare(${column(LOGON_NAME)}) <> '' and bare(${column(LOGON_NAME)}) in (select key from mine)
      order by day nulls last, row`);
    const flagged = `from matched where trim(${column(REASON)}) <> ''`;
    const [mailboxRows, enrollmentRows, matched, expiring, nMissing] = await one(`select (select count(*) from mine),
      (select count(*) from enrollment), (select count(*) from matched), (select count(*) ${flagged}),
      (select count(distinct key) from mine where key <> '' and key not in (select key from matched))`);
    return {
      mailboxRows, enrollmentRows, matched, expiring, nMissing,
      departments: await rows(`select ${column(DEPARTMENT)}, count(*) ${flagged} group by 1 order by 2 desc, 1`),
      first: await rows(`select ${shown.map((title) => `trim(${title})`)} ${flagged} limit ${WINDOW}`),
      steps: { parse: parsed - started, join: performance.now() - parsed },
    };
  },
  missing: () => names(`select distinct key from mine where key <> '' and key not in (select key from matched) order by key`),
  prepare: () => connection.query(`create table texts as
    select trim(${column(LOGON_NAME)}) as name, lower(concat_ws('\n', ${shown})) as text from matched`),
  async search(text) {
    const hits = `from texts where contains(text, ${quoted(text.toLowerCase())})`;
    return { count: (await one(`select count(*) ${hits}`))[0], first: await names(`select name ${hits} limit ${WINDOW}`) };
  },
  async sort() {
    await connection.query(`create table sorted as
      select trim(${column(LOGON_NAME)}) as name from matched order by day desc nulls last, row`);
    return names(`select name from sorted limit ${WINDOW}`);
  },
  end: () => names(`select name from sorted offset (select count(*) from sorted) - ${WINDOW}`),
};
