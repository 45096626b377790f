import { CliError } from '../cli-error.ts';
import { claudeCode } from './claude-code.ts';
import { claudeDesktop } from './claude-desktop.ts';
import type { Client } from './client.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import { gemini } from './gemini.ts';
import { goose } from './goose.ts';
import { opencode } from './opencode.ts';
import { vsCode } from './vs-code.ts';
import { windsurf } from './windsurf.ts';
import { zed } from './zed.ts';

/** Every client that bizmcp can set up. */
export const allClients: readonly Client[] = [
  claudeCode,
  claudeDesktop,
  vsCode,
  cursor,
  windsurf,
  zed,
  codex,
  gemini,
  cline,
  goose,
  opencode,
];

/** The clients of these names, each once. Throws `CliError` for a name that there is not. */
export function clientsOf(ids: readonly string[]): Client[] {
  return [...new Set(ids)].map((id) => {
    const client = allClients.find((one) => one.id === id);
    if (client) return client;
    throw new CliError(
      'usage',
      `There is no client "${id}".`,
      `Clients: ${allClients.map((one) => one.id).join(', ')}.`,
    );
  });
}
