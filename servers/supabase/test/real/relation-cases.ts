import { type RestCase, read } from './rest-case.ts';

/** Many to many over a junction, relationships of which there are several, and counts of what belongs to a row. */
export const relationCases: readonly RestCase[] = [
  'ticket_documents?order=ticket_id,document_id',
  'support_tickets?select=id,documents(id,title)&order=id&documents.order=id',
  'support_tickets?select=id,articles:documents(title)&order=id&documents.order=title.desc&documents.limit=1',
  'support_tickets?select=id,documents!ticket_documents(id)&order=id&documents.order=id',
  'support_tickets?select=id,documents!inner(id)&order=id&documents.order=id',
  'support_tickets?select=id,documents!inner(id)&documents.title=ilike.*a*&order=id&documents.order=id',
  'support_tickets?select=id&documents=not.is.null&order=id',
  'support_tickets?select=id,documents()&documents=is.null&order=id',
  'documents?select=id,support_tickets(id,organizations(name))&order=id&support_tickets.order=id',
  'support_tickets?select=id,ticket_documents(note,documents(title))&order=id&ticket_documents.order=document_id',
  'ticket_documents?select=note,support_tickets(subject),documents(title)&order=ticket_id,document_id',
  'ticket_documents?select=ticket_id,added:added_by(email),checked:checked_by(email)&order=ticket_id,document_id',
  'ticket_documents?select=ticket_id,user_profiles!added_by(email)&order=ticket_id,document_id',
  'ticket_documents?select=ticket_id,user_profiles!ticket_documents_checked_by_fkey(email)&order=ticket_id,document_id',
  'user_profiles?select=email,ticket_documents!added_by(ticket_id)&order=email&ticket_documents.order=ticket_id,document_id',
  'ticket_documents?select=ticket_id,user_profiles(email)',
  'user_profiles?select=email,ticket_documents(ticket_id)',
  'support_tickets?select=id,...documents(title)',
  'support_tickets?select=id,documents(id)&order=documents(id)',
  'support_tickets?select=id,documents!nothing(id)',
  'organizations?select=name,support_tickets(id)&support_tickets."limit"=eq.2',
  'organizations?select=name,user_profiles(count)',
  'organizations?select=name,people:user_profiles(total:count)',
  'user_profiles?select=email,support_tickets(count)&order=email&support_tickets.status=eq.open',
  'support_tickets?select=id,documents(count)&order=id',
  'support_tickets?select=id,user_profiles(count)&order=id',
  'support_tickets?select=count',
  'rpc/add_numbers?a=2147483647&b=1',
  'support_tickets?select=many:count&status=eq.open',
  'organizations?select=name,user_profiles(count,email)',
  'support_tickets?select=status,count',
  'support_tickets?select=*,count',
  'support_tickets?select=id)x,nothing&order=id&limit=3',
  'organizations?select=*x',
  'support_tickets?select=id,organizations(name)x,nothing&order=id&limit=3',
].map((path) => read(path));

export const relationSessions: readonly RestCase[] = [
  {
    title: 'the other tenant over a junction',
    path: 'support_tickets?select=id,documents(id)&order=id&documents.order=id',
    as: 'other',
  },
  { title: 'a junction without a privilege', path: 'documents?select=id,support_tickets(id)&order=id', as: 'anon' },
];
