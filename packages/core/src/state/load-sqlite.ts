/** Node's own SQLite, loaded when it is first needed. That Node.js 22 has it as an experiment is for us to mind, and not told our user. */
export function loadSqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
