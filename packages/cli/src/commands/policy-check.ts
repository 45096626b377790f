import { counted, inspectPolicyFile, type PolicyFinding } from '@bizmcp/core/operate';
import { catalogueOf } from '../policy/catalogue.ts';
import { policyPath } from '../policy/named-policy.ts';
import { painter } from '../screen/paint.ts';
import { wrapped } from '../screen/wrap.ts';
import { defineCommand, type Screen } from './command.ts';

export const policyCheck = defineCommand({
  name: 'policy check',
  summary: 'Finds what is wrong in a policy file, and what it hardly means',
  usage: [
    'bizmcp policy check policy.yaml',
    'bizmcp policy check policy.yaml --strict --json',
    'bizmcp policy check policy.yaml --surface ./servers/acme/surface.json',
    '',
    '--strict        warnings count as errors',
    '--surface FILE  surface.json of a server of your own (more than once)',
    '',
    'Exit code: 0 it can be used, 1 it has errors, 2 wrong command line.',
  ],
  options: { strict: { type: 'boolean' }, surface: { type: 'string', multiple: true } },
  async run({ values, words: [named] }, { surroundings, screen }) {
    const path = policyPath(named, surroundings);
    const { findings } = await inspectPolicyFile(path, catalogueOf(values.surface, surroundings));
    const errors = findings.filter(({ level }) => level === 'error').length;
    const warnings = findings.length - errors;
    const isGood = errors === 0 && (warnings === 0 || !values.strict);
    const paint = painter(screen);
    const verdict = isGood ? paint('good', 'usable') : paint('bad', 'not usable');
    const lines = [
      ...findings.flatMap((finding) => findingLines(finding, screen)),
      `${verdict}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')} in ${named}`,
    ];
    return { data: { path, isGood, errors, warnings, findings }, lines, exitCode: isGood ? 0 : 1 };
  },
});

function findingLines({ level, line, column, field, message }: PolicyFinding, screen: Screen): string[] {
  const title = painter(screen)(level === 'error' ? 'bad' : 'doubtful', level);
  const text = field === undefined ? message : `${field}: ${message}`;
  const indent = { first: '    ', rest: '    ' };
  const place = line === undefined ? '' : ` in line ${line}, column ${column}`;
  return [`${title}${place}`, ...wrapped(text, Math.max(screen.columns, 24), indent)];
}
