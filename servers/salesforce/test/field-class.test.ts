import { expect, test } from 'vitest';
import { fieldClass } from '../src/schema/field-class.ts';
import { ObjectDescription } from '../src/schema/object-description.ts';

const marked = (level: string | null, ...groups: string[]) => ({ level, groups });

test.each([
  ['Note__c', 'string', undefined, undefined],
  ['Note__c', 'string', marked('Internal'), undefined],
  ['Note__c', 'string', marked('Confidential'), 'confidential'],
  ['Note__c', 'string', marked(null, 'GDPR'), 'confidential'],
  ['Note__c', 'string', marked('Public', 'PCI'), 'restricted'],
  ['Note__c', 'string', marked('Restricted'), 'restricted'],
  ['Note__c', 'string', marked('A level of our own'), 'restricted'],
  ['Note__c', 'encryptedstring', undefined, 'restricted'],
  ['Line__c', 'phone', undefined, 'phones'],
  ['Home__Street__s', 'string', undefined, 'places'],
  ['Industry', 'string', marked('Confidential', 'GDPR'), undefined],
  ['Industry', 'string', marked('Restricted'), 'restricted'],
  ['SSN__c', 'string', undefined, undefined],
  ['SSN__pc', 'string', undefined, 'restricted'],
  ['acme__SSN__c', 'string', undefined, 'restricted'],
  ['my_acme__Birth_Date__pc', 'date', undefined, 'restricted'],
  ['acme__Note__c', 'string', undefined, undefined],
  ['Owner__c', 'reference', marked('Restricted'), undefined],
])(
  'what the org says of a field, or its name, decides how it is hidden: %s of type %s, %j',
  (name, type, marking, hidden) => {
    const { fields } = ObjectDescription.parse({ name: 'Account', fields: [{ name, type }] });

    expect(fields.map((field) => fieldClass(field, marking))).toEqual([hidden]);
  },
);
