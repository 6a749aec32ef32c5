// PapaParse, the most used CSV parser in browsers, reading the File by itself in chunks.
import Papa from 'papaparse';
import { rowsPeer } from './rows.js';
import { answerWith } from './worker.js';

answerWith(rowsPeer((file) => new Promise((resolve, reject) => {
  const rows = [];
  Papa.parse(file, {
    delimiter: ',',
    skipEmptyLines: true,
    chunk: ({ data }) => { for (const row of data) rows.push(row); },
    complete: () => resolve(rows.slice(1)),
    error: reject,
  });
})));
