import { defineConfig } from 'vitest/config';

// One flat project: `projects: ["servers/*"]` would not inherit these settings, and starts a Vite server each.
export default defineConfig({
  test: {
    include: ['{packages,servers,examples}/*/test/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: 'tools/test-folder/test-folder.ts',
    // With `-t` alone are tests left out; the rest of a contract would bury the few that were asked for.
    hideSkippedTests: true,
    testTimeout: 30_000,
    // What ends a process waits for its disk: where that is held up, even a killed one needs seconds.
    hookTimeout: 60_000,
    // All test files of a worker share one module cache, so a vendor SDK is loaded once.
    isolate: false,
    // The usual is one worker less than there are cores: on a small machine that would be one.
    maxWorkers: '100%',
    // The concurrent tests wait: for a vendor that does not answer, or for a server of their own.
    maxConcurrency: 8,
    // Hundreds of tests start processes and databases; CI's machine may hold one of them up. A second run is said beside its name.
    retry: process.env.CI ? 1 : 0,
  },
});
