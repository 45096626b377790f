import type { Client } from '../clients/client.ts';

/** How a client starts servers, beside what the entry says. What is not known of one is held to the stricter habit. */
export interface ClientHabits {
  /** What of its own environment a server gets: all, the few names of the MCP SDK, or all whose name tells of no secret. */
  inherits: 'all' | 'base' | 'no secrets';
  /** The forms of a reference in a value that it replaces. */
  forms: readonly ReferenceForm[];
  honoursFolder: boolean;
  startsIn: 'project' | 'home';
  /** Where it looks for programs: where a terminal does, or where the desktop does. */
  path: 'terminal' | 'desktop';
  /** Seconds in which a server must have answered the handshake. */
  startSeconds: number;
  /** Most characters of a tool's name as the client makes it. */
  longestToolName: number;
  /** Most tools of all servers together. */
  mostTools: number;
}

/** `braced` is `${X}` and `${X:-fallback}`, `bare` is `$X`, `colon` is `${env:X}`, `curly` is `{env:X}`; `input` is asked of the person. */
export type ReferenceForm = 'braced' | 'bare' | 'colon' | 'curly' | 'file' | 'input' | 'place';

const editor = {
  inherits: 'base',
  forms: ['colon'],
  honoursFolder: true,
  startsIn: 'home',
  path: 'terminal',
  startSeconds: 60,
  longestToolName: 128,
  mostTools: Number.POSITIVE_INFINITY,
} as const satisfies ClientHabits;

const habits = new Map<string, ClientHabits>([
  [
    'claude-code',
    { ...editor, inherits: 'all', forms: ['braced'], honoursFolder: false, startsIn: 'project', startSeconds: 30 },
  ],
  ['claude-desktop', { ...editor, forms: [], honoursFolder: false, path: 'desktop' }],
  ['vscode', { ...editor, inherits: 'all', forms: ['colon', 'input', 'place'], startsIn: 'project', mostTools: 128 }],
  ['cursor', { ...editor, forms: ['colon', 'place'], startsIn: 'project', longestToolName: 60 }],
  ['windsurf', { ...editor, mostTools: 100 }],
  ['zed', { ...editor, inherits: 'all', forms: [] }],
  ['codex', { ...editor, forms: [], startsIn: 'project', startSeconds: 10 }],
  [
    'gemini',
    { ...editor, inherits: 'no secrets', forms: ['braced', 'bare'], startsIn: 'project', longestToolName: 63 },
  ],
  ['cline', editor],
  ['goose', { ...editor, inherits: 'all', forms: [], startSeconds: 300 }],
  [
    'opencode',
    {
      ...editor,
      inherits: 'all',
      forms: ['curly', 'file'],
      honoursFolder: false,
      startsIn: 'project',
      startSeconds: 30,
    },
  ],
]);

/** How this client starts servers. */
export function habitsOf({ id }: Client): ClientHabits {
  return habits.get(id) ?? editor;
}
