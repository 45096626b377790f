import { organizationOf, type Session } from '../schema/session.ts';

/** The project's policies on storage.objects: a tenant's files are in the folder with its id, in every bucket. */
export const mayUseObject = (session: Session, name: string): boolean => {
  if (session.role === 'service_role') return true;
  const tenant = organizationOf(session);
  return session.role === 'authenticated' && tenant !== null && name.split('/')[0] === tenant;
};
