import type { Effect } from '@bizmcp/core';

const shape = /^[a-z][a-z0-9_]{2,49}$/;

/** The verbs of the style sheet, and those of the tools that were asked for by name. */
const verbs = new Set(
  (
    'list get search create update delete send ' +
    'analyze analyse archive associate call capture check convert describe download escalate execute export find forecast ' +
    'generate import insert pay process query record refund render report run score setup start subscribe summarize trigger ' +
    'unsubscribe upload upsert validate void'
  ).split(' '),
);

/** What a verb promises; the others may do one thing or another. */
const effects: Readonly<Record<string, Effect>> = {
  ...{ list: 'read', get: 'read', search: 'read', find: 'read', describe: 'read', create: 'create', insert: 'create' },
  ...{ update: 'update', archive: 'delete', delete: 'delete', void: 'delete', send: 'send' },
};

/** Finds what reads as the name of a tool in a text. */
export const namePattern = new RegExp(String.raw`\b(?:${Object.keys(effects).join('|')})_[a-z_]+\b`, 'g');

/** Tools that were asked for under a name that does not begin with a verb. */
const askedNames = new Set([
  'cash_flow_forecast',
  'expense_categorization',
  'health_check',
  'intelligent_lead_scoring',
  'natural_language_query',
  'unsubscribe',
  'vector_similarity_search',
]);

/** Why a tool can't have this name; undefined where it can. */
export function nameProblem(name: string): string | undefined {
  if (!shape.test(name)) return `${name} is not snake_case of 3 to 50 characters`;
  if (askedNames.has(name)) return undefined;
  const [verb = '', ...noun] = name.split('_');
  if (!verbs.has(verb)) return `${name} does not begin with a verb of the list: ${[...verbs].join(' ')}`;
  return noun.length > 0 && !noun.includes('') ? undefined : `${name} has a verb and no noun`;
}

/** What a tool of this effect does that its name does not say; undefined where it keeps its word. */
export function promiseProblem(name: string, effect: Effect): string | undefined {
  const promised = effects[name.replace(/_.*/, '')] ?? effect;
  return effect === promised ? undefined : `${name} has the effect ${effect}; its verb says ${promised}`;
}
