import type { CommunicationTemplate } from '../model/runbook.js';

/** Messages that are prepared before anyone needs them. Names in braces are filled in when they are sent. */
export const COMMUNICATION_TEMPLATES = [
  {
    template_type: 'rollback_start',
    audience: 'technical',
    subject: 'ROLLBACK INITIATED: {migration_name}',
    body: `Team,

We have initiated rollback for migration: {migration_name}
Rollback ID: {rollback_id}
Start Time: {start_time}
Estimated Duration: {estimated_duration}

Reason: {rollback_reason}

Current Status: Rolling back phase {current_phase}

Next Updates: Every 15 minutes or upon phase completion

Actions Required:
- Monitor system health dashboards
- Stand by for escalation if needed
- Do not make manual changes during rollback

Incident Commander: {incident_commander}
`,
    urgency: 'medium',
    delivery_methods: ['email', 'slack'],
  },
  {
    template_type: 'rollback_start',
    audience: 'business',
    subject: 'System Rollback In Progress - {system_name}',
    body: `Business Stakeholders,

We are currently performing a planned rollback of the {system_name} migration due to {rollback_reason}.

Impact: {business_impact}
Expected Resolution: {estimated_completion_time}
Affected Services: {affected_services}

We will provide updates every 30 minutes.

Contact: {business_contact}
`,
    urgency: 'medium',
    delivery_methods: ['email'],
  },
  {
    template_type: 'rollback_start',
    audience: 'executive',
    subject: 'EXEC ALERT: Critical System Rollback - {system_name}',
    body: `Executive Team,

A critical rollback is in progress for {system_name}.

Summary:
- Rollback Reason: {rollback_reason}
- Business Impact: {business_impact}
- Expected Resolution: {estimated_completion_time}
- Customer Impact: {customer_impact}

We are following established procedures and will update hourly.

Escalation: {escalation_contact}
`,
    urgency: 'high',
    delivery_methods: ['email'],
  },
  {
    template_type: 'rollback_complete',
    audience: 'technical',
    subject: 'ROLLBACK COMPLETED: {migration_name}',
    body: `Team,

Rollback has been successfully completed for migration: {migration_name}

Summary:
- Start Time: {start_time}
- End Time: {end_time}
- Duration: {actual_duration}
- Phases Completed: {completed_phases}

Validation Results:
{validation_results}

System Status: {system_status}

Next Steps:
- Continue monitoring for 24 hours
- Post-rollback review scheduled for {review_date}
- Root cause analysis to begin

All clear to resume normal operations.

Incident Commander: {incident_commander}
`,
    urgency: 'medium',
    delivery_methods: ['email', 'slack'],
  },
  {
    template_type: 'emergency_escalation',
    audience: 'executive',
    subject: 'CRITICAL: Rollback Emergency - {migration_name}',
    body: `CRITICAL SITUATION - IMMEDIATE ATTENTION REQUIRED

Migration: {migration_name}
Issue: Rollback procedure has encountered critical failures

Current Status: {current_status}
Failed Components: {failed_components}
Business Impact: {business_impact}
Customer Impact: {customer_impact}

Immediate Actions:
1. Emergency response team activated
2. {emergency_action_1}
3. {emergency_action_2}

War Room: {war_room_location}
Bridge Line: {conference_bridge}

Next Update: {next_update_time}

Incident Commander: {incident_commander}
Executive On-Call: {executive_on_call}
`,
    urgency: 'emergency',
    delivery_methods: ['email', 'sms', 'phone_call'],
  },
] as const satisfies readonly CommunicationTemplate[];
