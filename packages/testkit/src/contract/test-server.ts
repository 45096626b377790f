import assert from 'node:assert/strict';
import type { Server } from '@bizmcp/core';
import { afterAll, describe, test } from 'vitest';
import { contractOf } from './contract.ts';
import { hold, type KnownFailures } from './hold.ts';
import { createSubject, type SubjectOptions } from './subject.ts';

/** What a server's proof file tells of it. */
export interface TestServerOptions extends SubjectOptions {
  /** Tests that are known to fail, by title, each with its reason. There is no other way past a test. */
  known?: KnownFailures;
}

/** For a check beside others, each with a process of its own, on a busy machine; only what hangs takes so long. */
const mostMilliseconds = 90_000;

/** Registers the contract of a server as tests. */
export function testServer(server: Server, { known = {}, ...options }: TestServerOptions): void {
  const suites = contractOf(createSubject(server, options));
  for (const suite of suites) {
    const { isConcurrent = false } = suite;
    const options = { concurrent: isConcurrent, ...(isConcurrent && { timeout: mostMilliseconds }) };
    describe(`${server.name}: ${suite.title}`, options, () => {
      afterAll(() => suite.end?.());
      for (const check of suite.checks) {
        test(check.title, ({ annotate }) => hold(check, known, (text) => void annotate(text)));
      }
    });
  }
  test(`${server.name}: \`known\` names tests that exist`, () => {
    const titles = suites.flatMap((suite) => suite.checks.map((check) => check.title));
    const unknown = Object.keys(known).filter((title) => !titles.includes(title));
    assert.deepEqual(unknown, []);
    const twice = titles.filter((title, index) => titles.indexOf(title) !== index);
    assert.deepEqual(twice, [], 'a title must tell which test is meant');
  });
}
