import { isJsonObject, type JsonObject, type JsonValue } from './json-value.ts';

/** The database role that a request runs as. */
export type Role = 'anon' | 'authenticated' | 'service_role';

/** Who asks: the role and the claims of the token that named it. */
export interface Session {
  readonly role: Role;
  readonly claims: JsonObject;
}

const textOrNull = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);

/** What `auth.uid()` gives. */
export const userIdOf = ({ claims }: Session): string | null => textOrNull(claims.sub);

/** The tenant: a claim that only the project can set, so no user can move to another one. */
export const organizationOf = ({ claims }: Session): string | null => {
  const metadata = claims.app_metadata;
  return isJsonObject(metadata) ? textOrNull(metadata.organization_id) : null;
};

/** What the user may do inside the tenant, set where the tenant is. */
export const memberRoleOf = ({ claims }: Session): string | null => {
  const metadata = claims.app_metadata;
  return isJsonObject(metadata) ? textOrNull(metadata.role) : null;
};
