/** A word as a shell takes it for one: on Windows a path as both shells take it, and what has a `"` in it as PowerShell does. */
export function shellWord(word: string, platform = process.platform): string {
  const isWindows = platform === 'win32';
  if ((isWindows ? /^[\w@+=:./\\-]+$/ : /^[\w@%+=:,./-]+$/).test(word)) return word;
  if (isWindows && !word.includes('"')) return `"${word}"`;
  return `'${word.replaceAll("'", isWindows ? "''" : String.raw`'\''`)}'`;
}
