import { expect, test } from 'vitest';
import { seniorityOf } from '../src/lead-scoring/title-seniority.ts';

test.each([
  ['VP of Engineering', 'director'],
  ['Senior Vice President, Sales', 'director'],
  ['Assistant to the CEO', 'junior'],
  ['Assistant to the Managing Director', 'junior'],
  ['CTO', 'executive'],
  ['Managing Director', 'executive'],
  ['Co-Founder', 'executive'],
  ['Account Manager', 'specialist'],
  ['IT Manager', 'manager'],
  ['Consultant', 'adviser'],
  ['Electrician', 'specialist'],
  ['Headhunter', 'specialist'],
  ['Geschäftsführerin', 'executive'],
  ['Vertriebsleiterin', 'director'],
  ['Teamleiter Einkauf', 'manager'],
  ['Président-directeur général', 'executive'],
  ['Directrice des achats', 'director'],
  ['Responsable achats', 'manager'],
  ['Étudiante', 'junior'],
  ['Amministratore delegato', 'executive'],
  ['Diretor de Vendas', 'director'],
  ['Jefe de compras', 'manager'],
  ['Verkställande direktör', 'executive'],
  ['Генеральный директор', 'executive'],
  ['Коммерческий директор', 'director'],
  ['代表取締役', 'executive'],
  ['営業部長', 'director'],
  ['销售经理', 'manager'],
  ['  ', null],
  ['🦄', null],
  [undefined, null],
])('the title %s tells %s', (title, seniority) => {
  expect(seniorityOf(title)).toBe(seniority);
});
