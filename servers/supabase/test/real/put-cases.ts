import { withMethod } from './insert-cases.ts';
import { type RestCase, represented } from './rest-case.ts';

const columns = 'select=id,subject,status,tags';
const pair = 'ticket_id=eq.5&document_id=eq.2';

/** The upsert of the one row that an address names, and writes to a table with a key of two columns. */
export const putCases: readonly RestCase[] = [
  ...withMethod(
    [
      {
        title: 'put a row that is there',
        path: `support_tickets?id=eq.11&${columns}`,
        headers: represented,
        body: { id: 11, subject: 'put' },
      },
      {
        title: 'put a new row',
        path: `support_tickets?id=eq.9001&${columns}`,
        headers: represented,
        body: { id: 9001, subject: 'new' },
      },
      { title: 'put without an answer', path: 'support_tickets?id=eq.9002', body: { id: 9002, subject: 'silent' } },
      {
        title: 'put elsewhere',
        path: 'support_tickets?id=eq.11',
        headers: represented,
        body: { id: 13, subject: 'x' },
      },
      { title: 'put without the key', path: 'support_tickets?id=eq.11', headers: represented, body: { subject: 'x' } },
      { title: 'put where not one row is named', path: 'support_tickets?id=gt.11', body: { id: 11, subject: 'x' } },
      { title: 'put where no row is named', path: 'support_tickets', body: { id: 11, subject: 'x' } },
      {
        title: 'put where more than the key is named',
        path: 'support_tickets?id=eq.11&status=eq.open',
        body: { id: 11, subject: 'x' },
      },
      { title: 'put with a limit', path: 'support_tickets?id=eq.11&limit=1', body: { id: 11, subject: 'x' } },
      {
        title: 'put two',
        path: 'support_tickets?id=eq.11',
        body: [
          { id: 11, subject: 'x' },
          { id: 11, subject: 'y' },
        ],
      },
      { title: "put another tenant's row", path: 'support_tickets?id=eq.2', body: { id: 2, subject: 'theirs' } },
      {
        title: 'put by two columns',
        path: `ticket_documents?${pair}`,
        headers: represented,
        body: { ticket_id: 5, document_id: 2, note: 'a' },
      },
      {
        title: 'put by two columns again',
        path: `ticket_documents?${pair}`,
        headers: represented,
        body: { ticket_id: 5, document_id: 2, note: 'b' },
      },
      {
        title: 'put by one column of two',
        path: 'ticket_documents?ticket_id=eq.5',
        body: { ticket_id: 5, document_id: 2 },
      },
    ],
    'PUT',
  ),
  ...withMethod(
    [
      {
        title: 'insert a pair that is there',
        path: 'ticket_documents',
        headers: represented,
        body: { ticket_id: 5, document_id: 2 },
      },
      {
        title: 'insert a pair that is there, as one who sees all',
        path: 'ticket_documents',
        as: 'service',
        headers: represented,
        body: { ticket_id: 5, document_id: 2, organization_id: '0f0c9a52-6a0b-4c9e-9d43-1f4a5e0b7a01' },
      },
      {
        title: 'merge a pair',
        path: 'ticket_documents',
        headers: { prefer: 'resolution=merge-duplicates,return=representation' },
        body: { ticket_id: 5, document_id: 2, note: 'c' },
      },
      {
        title: 'merge a pair by its columns',
        path: 'ticket_documents?on_conflict=document_id,ticket_id',
        headers: { prefer: 'resolution=merge-duplicates,return=representation' },
        body: { ticket_id: 5, document_id: 2, note: 'd' },
      },
      {
        title: 'merge a pair by half of it',
        path: 'ticket_documents?on_conflict=ticket_id',
        headers: { prefer: 'resolution=merge-duplicates' },
        body: { ticket_id: 5, document_id: 2, note: 'e' },
      },
    ],
    'POST',
  ),
  ...withMethod(
    [
      { title: 'delete a ticket that an article answers', path: 'support_tickets?id=eq.5' },
      { title: 'delete a pair', path: `ticket_documents?${pair}`, headers: represented },
    ],
    'DELETE',
  ),
];
