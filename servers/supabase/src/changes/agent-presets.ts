import type { WireRow } from '../row/row.ts';
import type { Change, ChangeEvent } from './change.ts';

export const agentPresets = ['user_activities', 'support_tickets', 'system_alerts'] as const;
export type AgentPreset = (typeof agentPresets)[number];

/** What an agent is woken by. */
export interface Trigger {
  type: string;
  payload: Record<string, unknown>;
}

/** What is remembered of a ticket: an update tells the values before it only where the table's replica identity is full. */
export interface KnownTicket {
  priority: unknown;
}

interface Preset {
  events: readonly ChangeEvent[];
  /** The rows that count. */
  filter(agentId: string): string;
}

export const presets: Record<AgentPreset, Preset> = {
  user_activities: { events: ['INSERT'], filter: (agentId) => `agent_id=eq.${agentId}` },
  support_tickets: {
    events: ['INSERT', 'UPDATE'],
    filter: (agentId) => `assigned_agent_id=eq.${agentId}`,
  },
  system_alerts: { events: ['INSERT'], filter: () => 'severity=eq.high' },
};

const activityTriggers: Record<string, string> = {
  page_view: 'page_view_detected',
  form_submission: 'lead_conversion',
  email_open: 'email_engagement',
};

/** The triggers of each preset, as a person reads them. */
export const triggerNames: Record<AgentPreset, readonly string[]> = {
  user_activities: Object.values(activityTriggers),
  support_tickets: ['priority_changed', 'new_ticket_assigned'],
  system_alerts: ['system_alert'],
};

/** Whether a ticket is the agent's. */
export function isAssigned(ticket: WireRow, agentId: string): boolean {
  return String(ticket.assigned_agent_id) === agentId;
}

/** What a change wakes an agent by; nothing for most. */
export function triggersOf(
  { id: agentId, preset }: { id: string; preset: AgentPreset },
  change: Change,
  known: KnownTicket | undefined,
): Trigger[] {
  const row = change.new;
  if (!row) return [];
  if (preset === 'user_activities') {
    const type = activityTriggers[String(row.activity_type)];
    return type === undefined ? [] : [{ type, payload: row }];
  }
  if (preset === 'system_alerts') {
    const { alert_type, severity, message, requires_action } = row;
    return [{ type: 'system_alert', payload: { alert_type, severity, message, requires_action } }];
  }
  return isAssigned(row, agentId) ? ticketTriggers(change, row, known) : [];
}

function ticketTriggers({ eventType, old }: Change, row: Record<string, unknown>, known: KnownTicket | undefined) {
  const wasAnothers = old?.assigned_agent_id !== undefined && old.assigned_agent_id !== row.assigned_agent_id;
  const before = known ?? (old?.priority === undefined || wasAnothers ? undefined : { priority: old.priority });
  if (eventType === 'INSERT' || wasAnothers || !before) {
    return [{ type: 'new_ticket_assigned', payload: { ticket_id: row.id, priority: row.priority } }];
  }
  if (before.priority === row.priority) return [];
  const payload = { ticket_id: row.id, old_priority: before.priority, new_priority: row.priority };
  return [{ type: 'priority_changed', payload }];
}
