/**
 * What the server knows of the case's tables: read, checked, saved, and as they were before.
 */
import { answerOf, whole } from '../resources.js';
import { gettext } from '../words.js';

const CHANGED_SINCE = 409;
const WOULD_REJECT = 422;

const besideThePage = (path) => new URL(path, document.baseURI).href;

async function asked(path, how) {
  let response;
  try {
    response = await answerOf(besideThePage(path), how);
  } catch (error) {
    if (how.signal?.aborted) throw error;
    throw new Error(gettext('The server does not answer. What you changed is kept in this page.'), { cause: error });
  }
  const said = response.headers.get('content-type')?.startsWith('application/json') ? await whole(response.json(), how.signal) : {};
  if (response.ok) return said;
  const words = said.message ?? gettext('The server refused this ({status}).', { status: response.status });
  throw Object.assign(new Error(words), { status: response.status, said });
}

/** @param {string} path @returns {Promise<object>} the answer; an error has `status` and what was `said` */
export const get = (path) => asked(path, { cache: 'no-store' });

/** @param {string} path @param {object} body @param {AbortSignal} [signal] @returns {Promise<object>} as `get` */
export const post = (path, body, signal) => asked(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal });

/** @returns {Promise<{can_edit: boolean, why: string, version: string, title: string, folder_name: string}>} */
export const editState = () => get('edit/state.json');

/** @returns {Promise<object>} every table, its columns and rows, with what loading says of them */
export const readTables = () => get('edit/tables.json');

/** @returns {Promise<{problems: object[], accepted: number, rejected: number}>} as loading would say of the changed tables */
export const checkChanges = (version, changes, signal) => post('edit/check', { version, changes }, signal);

/** @returns {Promise<{version: string, saved: number}>} */
export const saveChanges = (version, changes, { reason, isCorrection }) => post('edit/save', { version, changes, reason, is_correction: isCorrection });

/** @returns {Promise<{earlier: {id: string, saved: string, files: string[]}[]}>} */
export const earlierVersions = () => get('edit/earlier.json');

/** @returns {Promise<{version: string}>} */
export const restoreVersion = (version, id) => post('edit/restore', { version, id });

/** @returns {boolean} whether an error says that the case is another by now */
export const hasChangedSince = (error) => error.status === CHANGED_SINCE;

/** @returns {object[] | null} the problems for which nothing was saved */
export const problemsOf = (error) => (error.status === WOULD_REJECT ? error.said.problems : null);
