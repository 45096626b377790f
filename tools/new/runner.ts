import { spawnSync } from 'node:child_process';
import { Problem } from './problem.ts';

/** Runs a program and waits for it; throws a Problem when it fails. */
export type Runner = (command: string, args: readonly string[]) => void;

/** Runs programs in a folder; they print to this terminal. */
export function createRunner(folder: string): Runner {
  return (command, args) => {
    const options = { cwd: folder, stdio: 'inherit' } as const;
    // On Windows pnpm is a script, which its shell alone starts; the words are our own.
    const { status, error } =
      command === process.execPath
        ? spawnSync(command, args, options)
        : spawnSync([command, ...args].join(' '), { ...options, shell: true });
    if (status !== 0) throw new Problem(`\`${command} ${args.join(' ')}\` failed${error ? `: ${error.message}` : ''}`);
  };
}

/** Brings what was written into the form in which `pnpm test` accepts it: formatted, and with everything that is generated from it. */
export function finish(server: string, run: Runner): void {
  const written = ['src', 'simulator', 'test', 'package.json'].map((part) => `servers/${server}/${part}`);
  run(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '--write', ...written]);
  run(process.execPath, ['tools/docs/generate.ts', server]);
}
