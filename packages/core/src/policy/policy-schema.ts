import * as z from 'zod';
import { dataClasses } from '../define/data-class.ts';
import { effects } from '../define/effect.ts';
import { rateLimitShape } from '../limits/rate-limit.ts';
import { presetNames } from './preset-roles.ts';
import { weekdays } from './weekday.ts';

const Name = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, 'small letters, digits and _, at most 50');
const RuleName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,49}$/, 'small letters, digits, _ and -, at most 50')
  .describe('Name of the rule, unique in its list; it stands in every decision that the rule makes');
const ToolPattern = z
  .string()
  .regex(/^(?:\*|[a-z0-9_*-]{1,60}\.[a-z0-9_*-]{1,60})$/, 'a pattern such as hubspot.create_object, hubspot.* or *');
const ToolPatterns = z.array(ToolPattern).min(1).max(200);
const ScopePattern = z
  .string()
  .regex(/^(?:\*|(?:\*|[a-z][a-z0-9_-]{0,49}):(?:\*|read|write))$/, 'a scope such as crm:read, crm:*, *:read or *');
const Scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const Time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30');
const TimeZone = z.string().max(60).refine(isTimeZone, 'a time zone such as Europe/Berlin');

const ToolLists = z.strictObject({
  allow: z.array(ToolPattern).max(200).optional().describe('Only these tools'),
  deny: z.array(ToolPattern).max(200).optional().describe('Never these tools, whatever allows them'),
});

const FileRole = z.strictObject({
  inherits: z.array(Name).max(10).default([]).describe('Roles or presets whose scopes and denials this one has too'),
  scopes: z.array(ScopePattern).max(200).default([]).describe('What the role may do'),
  clearance: z
    .enum(dataClasses)
    .optional()
    .describe('The highest class shown in clear; default: the highest of the roles it inherits, else public'),
  classes: z
    .partialRecord(z.enum(dataClasses), z.enum(['mask', 'deny']))
    .optional()
    .describe('Classes that are masked, or denied with their tools, though the clearance would show them'),
  tools: ToolLists.optional(),
});

const subject = {
  id: RuleName,
  roles: z.array(Name).min(1).max(50).optional().describe('These and those that inherit from them; default: all roles'),
  tools: ToolPatterns.describe('Globs on server.tool'),
  effects: z.array(z.enum(effects)).min(1).optional().describe('Default: all effects'),
};

const ArgumentRule = z
  .strictObject({
    ...subject,
    path: z
      .string()
      .max(200)
      .regex(/^[A-Za-z0-9_*-]+(?:\[\])?(?:\.[A-Za-z0-9_*-]+(?:\[\])?)*$/, 'a path such as amount or lines[].price')
      .describe('The argument: names joined by dots; lists are entered, * stands for every name'),
    max: z.number().optional(),
    min: z.number().optional(),
    one_of: z.array(Scalar).min(1).max(1000).optional(),
    none_of: z.array(Scalar).min(1).max(1000).optional(),
    starts_with: z.array(z.string().min(1).max(500)).min(1).max(100).optional(),
    max_length: z.int().min(0).optional().describe('In characters'),
    max_items: z.int().min(0).optional().describe('Of a list'),
    absent: z.literal(true).optional().describe('The argument must be left out'),
    missing: z.enum(['deny', 'allow']).default('deny').describe('What to do where the argument is not given'),
  })
  .refine(
    ({ max, min, one_of, none_of, starts_with, max_length, max_items, absent }) =>
      [max, min, one_of, none_of, starts_with, max_length, max_items, absent].some((bound) => bound !== undefined),
    'needs a bound: max, min, one_of, none_of, starts_with, max_length, max_items or absent',
  );

const Budget = z
  .strictObject({
    ...subject,
    calls: z
      .union([
        z.int().min(0),
        z.string().regex(rateLimitShape, 'no such limit: write 10/hour, 60/minute or 5/10 seconds'),
      ])
      .describe('A number, with per; or with its time: 10/hour, 60/minute, 5/10 seconds'),
    per: z.enum(['hour', 'day']).optional(),
    counted: z
      .enum(['tool', 'all_tools'])
      .default('tool')
      .describe('For each tool by itself, or for all tools of the rule together; always for each caller by itself'),
  })
  .refine(
    ({ calls, per }) => (typeof calls === 'number') === (per !== undefined),
    'calls is a number with per, or like 10/hour without',
  );

const TimeRule = z
  .strictObject({
    ...subject,
    tools: ToolPatterns.default(['*']),
    days: z
      .array(z.enum(weekdays))
      .min(1)
      .default([...weekdays]),
    from: Time,
    to: Time.describe('Not included; before `from`: on the next day'),
    timezone: TimeZone,
  })
  .refine(({ from, to }) => from !== to, 'from and to must differ');

const ApprovalRule = z
  .strictObject({
    ...subject,
    effects: z
      .array(z.enum(effects).exclude(['read']))
      .min(1)
      .optional()
      .describe('Default: all effects but read'),
    mode: z
      .enum(['always', 'never', 'out_of_band'])
      .describe('never: unasked, for the named roles and tools alone, and no deletion or sending'),
    approvers: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(50)
      .optional()
      .describe(
        'Users of the operating system who may say yes, with mode out_of_band; default: anybody but the caller',
      ),
  })
  .refine(({ mode, approvers }) => !approvers || mode === 'out_of_band', 'approvers are for mode out_of_band')
  .refine(
    ({ mode, roles, tools }) => mode !== 'never' || (roles && tools.every((pattern) => !pattern.includes('*'))),
    'mode never takes named roles and tools without *: each is a decision of its own',
  );

const Context = z.strictObject({
  systems: z
    .record(z.union([z.literal('*'), z.string().regex(/^[a-z][a-z0-9-]{0,49}$/)]), z.array(z.enum(['read', 'write'])))
    .describe('Servers by name, or * for the others, with what may be done there'),
});

/** The policy file: what it does not allow is denied, and what is not known in it is refused. */
export const PolicyFile = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  description: z.string().max(2000).optional(),
  presets: z.array(z.enum(presetNames)).default([]).describe('Ready-made roles that callers may have'),
  roles: z.record(Name, FileRole).default({}),
  default_role: Name.optional().describe('The role of a caller who is not named in principals; default: none'),
  principals: z.record(z.string().min(1).max(100), Name).optional().describe('Role by user of the operating system'),
  read_only: z.boolean().default(false).describe('No write, whatever the role'),
  tools: ToolLists.optional(),
  contexts: z.record(z.string().regex(/^[a-z0-9][a-z0-9_-]{0,49}$/), Context).optional(),
  default_context: z.string().optional(),
  arguments: z.array(ArgumentRule).max(500).optional().describe('Bounds on the arguments of calls'),
  budgets: z.array(Budget).max(500).optional().describe('Calls in any span of time'),
  times: z
    .array(TimeRule)
    .max(500)
    .optional()
    .describe('When calls may be made; one of the rules of a call must be open'),
  credentials: z
    .array(
      z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,49}\.[a-z][a-z0-9_]{0,49}$/, 'server and credential, such as supabase.service_role'),
    )
    .max(50)
    .optional()
    .describe(
      "Credentials past the system's own rules on who sees what, which a server refuses unless they are named here",
    ),
  approvals: z.array(ApprovalRule).max(500).optional().describe('Who is asked about a write; default: the user'),
  taint: z
    .strictObject({
      after_untrusted_read: z.enum(['ask', 'out_of_band', 'deny']).default('ask').describe('What a write then needs'),
      trusted_sources: z
        .array(ToolPattern)
        .default([])
        .describe('Tools that return only what the company wrote itself'),
    })
    .optional(),
  audit: z
    .strictObject({
      retention_days: z.int().min(1).max(36_500).describe('How long new records stay; default: 2,555, seven years'),
    })
    .optional(),
});

/** The parts of a policy file that are lists of rules, each with its name, tools and roles. */
export const ruleLists = ['arguments', 'budgets', 'times', 'approvals'] as const;

/** What a policy file says, with its defaults. */
export type PolicyFile = z.output<typeof PolicyFile>;

/** The JSON Schema of the policy file, for editors and for other programs. */
export function policyJsonSchema(): Record<string, unknown> {
  return { title: 'Policy of a bizmcp server', ...z.toJSONSchema(PolicyFile, { io: 'input' }) };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
