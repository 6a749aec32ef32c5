// Compares answers with the ones known before.
import { isDeepStrictEqual } from 'node:util';
import { SEARCHES } from './job.mjs';

/** The names of the questions that were answered wrongly. */
export function wrongAnswers(expected, given) {
  const wrong = [];
  const compare = (question, right, answer) => { if (!isDeepStrictEqual(right, answer)) wrong.push(question); };
  for (const question of ['mailboxRows', 'enrollmentRows', 'matched', 'expiring', 'departments', 'first']) {
    compare(question, expected[question], given.load[question]);
  }
  compare('nMissing', expected.missing.length, given.load.nMissing);
  compare('missing', expected.missing, given.missing);
  SEARCHES.forEach((text, i) => compare(`search \`${text}\``, expected.searches[i], given.searches[i]));
  compare('sort', expected.sorted, given.sorted);
  return wrong;
}
