import { signToken } from './json-web-token.ts';

/** The keys of a project, of the old kind (tokens) and of the new one (names for them). */
export interface ProjectKeys {
  /** What tokens are signed with. */
  readonly secret: string;
  readonly anonKey: string;
  readonly serviceRoleKey: string;
  readonly publishableKey: string;
  readonly secretKey: string;
}

const secret = 'sandbox-token-secret-with-at-least-32-characters';
const issuedAt = 1_735_689_600;
const tenYears = 315_360_000;

const keyOf = (role: string): string =>
  signToken({ iss: 'supabase', ref: 'sandbox', role, iat: issuedAt, exp: issuedAt + tenYears }, secret);

export const createProjectKeys = (): ProjectKeys => ({
  secret,
  anonKey: keyOf('anon'),
  serviceRoleKey: keyOf('service_role'),
  publishableKey: 'sb_publishable_sandbox_2n8Jd0qLmZ5tRw1c',
  secretKey: 'sb_secret_sandbox_9vKx3YbPqT7hGs4e',
});
