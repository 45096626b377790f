import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractVariable, readPublishedSchema } from './published-schema.ts';

// Makes contract.json anew: the names, types and enums that the schema of Intuit's Java SDK (Apache-2.0) has of what is spoken here.
const folder = process.env[contractVariable];
if (folder === undefined) throw new Error(`${contractVariable} names no folder`);
writeFileSync(join(import.meta.dirname, 'contract.json'), `${JSON.stringify(readPublishedSchema(folder))}\n`);
