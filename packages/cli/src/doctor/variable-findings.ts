import { habitsOf, type ReferenceForm } from '../entry-reading/client-habits.ts';
import { expand, foreignReference } from '../entry-reading/references.ts';
import { isInherited } from '../entry-reading/server-start.ts';
import { type Examination, entryFinding, hasCredentials, requiredVariables } from './examination.ts';
import type { Finding } from './finding.ts';
import { addCommand } from './program-findings.ts';

/** Variables that every server of bizmcp reads. */
const commonVariables = [
  ...['BIZMCP_ROLE', 'BIZMCP_HOME', 'BIZMCP_STATE', 'BIZMCP_TENANT', 'BIZMCP_KEY_PLACE', 'BIZMCP_MASTER_PASSPHRASE'],
  ...[
    'BIZMCP_SETTINGS',
    'BIZMCP_SANDBOX',
    'BIZMCP_MASTER_PASSPHRASE_FORMER',
    'BIZMCP_METRICS',
    'BIZMCP_METRICS_TOKEN',
    'BIZMCP_OTLP_ENDPOINT',
  ],
];
/** Characters that come along when a value is copied, and that nobody sees. */
const hidden = /[\p{Cc}\u00A0\u200B-\u200F\u2028-\u202F\u2060\uFEFF]/u;

/** What is wrong with the variables of an entry. */
export async function variableFindings(examination: Examination): Promise<Finding[]> {
  const { shape, isSandbox } = examination;
  const values = Object.entries(shape.variables).flatMap(([name, value]) => valueFindings(examination, name, value));
  const unknown = await unknownVariables(examination);
  const unset = programReferences(examination);
  // A misspelt name is the reason for the missing one.
  const isExplained = [...values, ...unknown, ...unset].some(({ severity }) => severity === 'error');
  return [...unset, ...values, ...unknown, ...(isSandbox || isExplained ? [] : notPassed(examination))];
}

function programReferences(examination: Examination): Finding[] {
  const unset = (examination.found?.unset ?? []).filter(({ place }) => place === 'command' || place === 'args');
  return unset.map(({ variable, place }) => unsetReference(examination, variable, `"${place}"`, 'error'));
}

function unsetReference(
  examination: Examination,
  variable: string,
  place: string,
  severity: 'error' | 'warning',
): Finding {
  const { client } = examination.entry;
  return entryFinding(examination, 'reference-unset', severity, {
    problem: `${place === variable ? 'The entry' : place} refers to ${variable}, which is not set`,
    fix: `Set ${variable} in the environment that ${client.title} is started from, then restart ${client.title}.`,
    command: examination.surroundings.platform === 'win32' ? `setx ${variable} ...` : `export ${variable}=...`,
  });
}

function valueFindings(examination: Examination, name: string, value: unknown): Finding[] {
  const { entry, isSandbox, surroundings } = examination;
  const isRequired = !isSandbox && requiredVariables(examination).has(name);
  if (typeof value !== 'string')
    return [
      entryFinding(examination, 'value-not-text', 'error', {
        problem: `The value of ${name} is not text`,
        fix: `Put the value of ${name} in quotes.`,
        command: `${JSON.stringify(name)}: ${JSON.stringify(String(value))}`,
      }),
    ];
  const { forms } = habitsOf(entry.client);
  const foreign = foreignReference(value, forms);
  if (foreign !== undefined) return [foreignFinding(examination, name, foreign, isRequired)];
  const { text, unset, asked } = expand(value, forms, surroundings);
  const [missing] = unset;
  if (missing !== undefined) {
    const isLiteral = text.includes(missing);
    return isRequired || isLiteral
      ? [unsetReference(examination, missing, name, isRequired ? 'error' : 'warning')]
      : [];
  }
  if (asked.length > 0) return isRequired ? [askedFinding(examination, name)] : [];
  return [...emptyFindings(examination, name, text, isRequired), ...copyFindings(examination, name, text)];
}

function askedFinding(examination: Examination, name: string): Finding {
  const { title } = examination.entry.client;
  return entryFinding(examination, 'reference-asked', 'note', {
    problem: `${title} asks for ${name} itself, so the access could not be tried`,
    fix: 'Try it in a terminal that has the variable.',
    command: `bizmcp call ${examination.entry.server?.name ?? '<server>'} health_check`,
  });
}

function foreignFinding(examination: Examination, name: string, reference: string, isRequired: boolean): Finding {
  const { client } = examination.entry;
  const variable = /(?:env:|input:)?(\w+)(?::-[^}]*)?\}/.exec(reference)?.[1] ?? name;
  return entryFinding(examination, 'reference-foreign', isRequired ? 'error' : 'warning', {
    problem: `${client.title} does not replace ${reference} in ${name}: the server gets these very letters`,
    ...rightForm(client.id, habitsOf(client).forms, variable),
  });
}

function rightForm(client: string, forms: readonly ReferenceForm[], name: string): { fix: string; command?: string } {
  if (client === 'codex')
    return { fix: 'Take it out of "env", and name it in env_vars.', command: `env_vars = ["${name}"]` };
  if (client === 'goose')
    return { fix: 'Take it out of "envs", and name it in env_keys.', command: `env_keys: [${name}]` };
  if (client === 'zed') return { fix: 'Take the variable out: Zed hands on its whole environment.' };
  if (forms.includes('braced')) return { fix: 'Write the form that it knows.', command: `\${${name}}` };
  if (forms.includes('colon')) return { fix: 'Write the form that it knows.', command: `\${env:${name}}` };
  if (forms.includes('curly')) return { fix: 'Write the form that it knows.', command: `{env:${name}}` };
  return { fix: 'Write the value itself, or log in once so that none is needed.' };
}

function emptyFindings(examination: Examination, name: string, text: string, isRequired: boolean): Finding[] {
  if (text.trim() !== '' || !isRequired || hasCredentials(examination)) return [];
  return [
    entryFinding(examination, 'value-empty', 'error', {
      problem: `${name} is empty`,
      fix: `Put the value of ${name} into the entry. ${howTo(examination, name)}`.trim(),
    }),
  ];
}

function howTo({ entry: { server } }: Examination, name: string): string {
  return server?.credentials.find(({ settings }) => settings.includes(name))?.how ?? '';
}

function copyFindings(examination: Examination, name: string, text: string): Finding[] {
  const bare = text.trim();
  if (bare === '') return [];
  const isQuoted = bare.length > 1 && /^(["']).*\1$/.test(bare);
  if (isQuoted)
    return [
      entryFinding(examination, 'value-quoted', 'error', {
        problem: `The value of ${name} has quotes inside, which are sent along`,
        fix: `Take the inner quotes out of the value of ${name}.`,
      }),
    ];
  // Servers of bizmcp take what is around a value off themselves, but nothing out of its middle.
  const isInside = hidden.test(bare);
  if (bare === text && !isInside) return [];
  return [
    entryFinding(examination, 'value-spaces', isInside ? 'error' : 'warning', {
      problem: `The value of ${name} has ${isInside ? "characters in it that can't be seen" : 'white space around it'}`,
      fix: `Type the value of ${name} anew, without what is ${isInside ? 'hidden in' : 'before or after'} it.`,
    }),
  ];
}

async function unknownVariables(examination: Examination): Promise<Finding[]> {
  const { entry, shape } = examination;
  const settings = entry.server?.settings.map(({ name }) => name) ?? [];
  const prefixes = new Set([...settings.map((name) => name.split('_')[0]), 'BIZMCP']);
  const known = [...settings, ...commonVariables];
  const strange = [...Object.keys(shape.variables), ...shape.passed].filter(
    (name) => entry.server && !known.includes(name) && prefixes.has(name.split('_')[0]),
  );
  if (strange.length === 0) return [];
  const { nearestNames } = await import('@bizmcp/core');
  const required = requiredVariables(examination);
  return strange.map((name) => {
    const [nearest] = nearestNames(
      name,
      known.filter((one) => !(one in shape.variables)),
    );
    const isMissed = nearest !== undefined && required.has(nearest) && !examination.isSandbox;
    return entryFinding(examination, 'variable-unknown', isMissed ? 'error' : 'warning', {
      problem: `${entry.server?.title} has no variable ${name}`,
      fix: nearest === undefined ? `Take ${name} out.` : `Rename it to ${nearest}, or take it out.`,
    });
  });
}

/** A variable that the terminal has, and of which the server gets nothing. */
function notPassed(examination: Examination): Finding[] {
  const { entry, surroundings, found } = examination;
  const habits = habitsOf(entry.client);
  if (!found || hasCredentials(examination)) return [];
  return [...requiredVariables(examination)]
    .filter((name) => !(name in found.start.environment) && !isInherited(name, habits))
    .filter((name) => (surroundings.environment[name] ?? '') !== '')
    .map((name) =>
      entryFinding(examination, 'variable-not-passed', 'error', {
        problem: `${name} is set here, but ${entry.client.title} hands on only what the entry names`,
        fix: `Name ${name} in the entry.`,
        command: addCommand(examination),
      }),
    );
}
