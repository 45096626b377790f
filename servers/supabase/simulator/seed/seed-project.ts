import type { ProjectState } from '../schema/project-state.ts';
import { seededUsers } from './people.ts';
import { seedBuckets, seedObjects } from './seed-files.ts';
import { seedRows } from './seed-rows.ts';

/** The same seed and day give the same project. */
export const seedProject = (seed: number, today: number): ProjectState => {
  const tables = seedRows(seed, today);
  return {
    tables,
    sequences: new Map([...tables].map(([name, rows]) => [name, rows.length + 1])),
    buckets: seedBuckets(today),
    objects: seedObjects(today),
    users: seededUsers(today),
  };
};
