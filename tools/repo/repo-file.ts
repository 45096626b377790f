import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the repository; the path is relative to its root, with `/`. */
export interface RepoFile {
  path: string;
  text: string;
}

const notOurs = new Set(['node_modules', 'dist', '.git', '.turbo', 'coverage']);
const isText = /\.(?:ts|json|ya?ml|md|rc)$|(?:^|\/)\.(?:npmrc|prettierrc|editorconfig|eslintrc)$/;

/** Every text file that people or our own generators wrote. */
export function readRepo(root: string): RepoFile[] {
  return paths(root, '').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function paths(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : paths(root, path);
    return entry.isFile() && isText.test(path) ? [path] : [];
  });
}
