import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../docs/servers.ts';
import { cheapReads } from './cheap-reads.ts';

test.each(Object.entries(cheapReads))(
  '64 callers ask %s 64 different things, all of a tool that only reads',
  (name, ask) => {
    const questions = Array.from({ length: 64 }, (_, caller) => ask(caller));
    const { tools }: { tools: { name: string; effect: string; inputSchema: { properties: object } }[] } = JSON.parse(
      readFileSync(join(root, 'servers', name, 'surface.json'), 'utf8'),
    );
    const tool = tools.find((candidate) => candidate.name === questions[0]?.name);

    expect(new Set(questions.map((question) => JSON.stringify(question))).size).toBe(64);
    expect(tool?.effect).toBe('read');
    expect(Object.keys(tool?.inputSchema.properties ?? {})).toEqual(
      expect.arrayContaining(Object.keys(questions[0]?.arguments ?? {})),
    );
  },
);
