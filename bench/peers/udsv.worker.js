// uDSV, the fastest CSV parser written in JavaScript, on each file's whole text.
import { inferSchema, initParser } from 'udsv';
import { rowsPeer } from './rows.js';
import { answerWith } from './worker.js';

const format = { col: ',', row: '\r\n', encl: '"', esc: '"', trim: false };
answerWith(rowsPeer(async (file) => {
  const text = await file.text();
  return initParser(inferSchema(text, format)).stringArrs(text);
}));
