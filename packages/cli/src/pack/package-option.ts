import type { Setting } from '../fleet/fleet-server.ts';
import type { PackageSpec } from './package-spec.ts';

/** A value that a package asks its user for, and hands to the server as an environment variable. */
export interface PackageOption {
  /** Its name in a form: the variable without the server's name, `access_token`. */
  key: string;
  variable: string;
  title: string;
  description: string;
  type: 'string' | 'boolean';
  isSecret: boolean;
  /** Whether every way of access needs it. */
  isNeeded: boolean;
  fallback?: string | boolean;
  choices?: readonly string[];
}

/** What a package asks for: whether to work on invented data, and the server's settings in their order. */
export function packageOptions({ surface }: PackageSpec): PackageOption[] {
  const settings = surface.settings.map((setting) => settingOption(setting, surface));
  return [sandboxOption(surface), ...settings];
}

/**
 * How an application asks for an option. Nothing is required: it would not start the sandbox then, and the server itself says what is
 * missing.
 */
export function formField({ type, title, description, isSecret, fallback }: PackageOption) {
  const field = { type, title, description, required: false, sensitive: isSecret };
  return { ...field, ...(fallback !== undefined && { default: fallback }) };
}

function settingOption(setting: Setting, surface: PackageSpec['surface']): PackageOption {
  const { name, secret, default: fallback, choices } = setting;
  const short = shortName(name, surface);
  return {
    key: short.toLowerCase() === sandboxKey ? name.toLowerCase() : short.toLowerCase(),
    variable: name,
    title: titleOf(short),
    description: [sentence(setting.description), needOf(setting, surface), choicesOf(setting)]
      .filter((part) => part !== '')
      .join(' '),
    type: 'string',
    isSecret: secret,
    isNeeded: isNeeded(setting, surface),
    // A package is public: were a secret's default ever in a surface, it would not be in one of these.
    ...(fallback !== undefined && !secret && { fallback }),
    ...(choices && { choices }),
  };
}

const sandboxKey = 'sandbox';

function sandboxOption({ system }: PackageSpec['surface']): PackageOption {
  return {
    key: sandboxKey,
    variable: 'BIZMCP_SANDBOX',
    title: 'Sandbox',
    description: `Work on an embedded ${system} with invented data: needs no account and none of the other options.`,
    type: 'boolean',
    isSecret: false,
    isNeeded: false,
    fallback: false,
  };
}

/** Part of every way of access, with no default, and brought by no login. */
function isNeeded({ name, default: fallback }: Setting, { credentials }: PackageSpec['surface']): boolean {
  if (fallback !== undefined || credentials.length === 0) return false;
  return credentials.every(({ settings, fromLogin = [] }) => settings.includes(name) && !fromLogin.includes(name));
}

function needOf(setting: Setting, surface: PackageSpec['surface']): string {
  if (isNeeded(setting, surface)) return 'Needed outside the sandbox.';
  const ways = surface.credentials.filter(({ settings }) => settings.includes(setting.name));
  if (ways.length === 0 || setting.default !== undefined) return '';
  const isBrought = ways.every(({ fromLogin }) => fromLogin?.includes(setting.name));
  return `For: ${ways.map(({ title }) => title).join('; ')}${isBrought ? ' (or a login)' : ''}.`;
}

function choicesOf({ choices }: Setting): string {
  return choices ? `One of ${choices.join(', ')}.` : '';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** `HUBSPOT_ACCESS_TOKEN` of hubspot is `ACCESS_TOKEN`; so is a first word that all variables of a server share. */
function shortName(name: string, { name: server, settings }: PackageSpec['surface']): string {
  const own = `${server.toUpperCase().replaceAll('-', '_')}_`;
  if (name.startsWith(own) && name.length > own.length) return name.slice(own.length);
  const first = name.slice(0, name.indexOf('_') + 1);
  const isShared = settings.length > 1 && settings.every((one) => one.name.startsWith(first));
  return isShared && name.length > first.length ? name.slice(first.length) : name;
}

const capitals = new Set(['api', 'id', 'url', 'json', 'sql']);

/** `ACCESS_TOKEN` is `Access token`, `CLIENT_ID` is `Client ID`. */
function titleOf(short: string): string {
  const words = short
    .toLowerCase()
    .split('_')
    .map((word) => (capitals.has(word) ? word.toUpperCase() : word));
  const [first = '', ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ');
}
