import type { ComplianceControl } from '../model/plan-detail.js';

interface Regime {
  /** How the regime is written, with what people write: PCI_DSS, "PCI DSS 4.0", UK GDPR, HIPAA/HITECH. */
  readonly title: string;
  readonly names: RegExp;
  readonly controls: readonly Omit<ComplianceControl, 'regime'>[];
}

/**
 * What regimes ask of a migration: Regulation (EU) 2016/679, the Sarbanes-Oxley Act, PCI DSS 4.0.1, and 45 CFR part 164. A
 * lawyer decides what applies.
 */
export const REGIMES = [
  {
    title: 'GDPR',
    names: /(?<![a-z\d])(gdpr|dsgvo)(?![a-z])/i,
    controls: [
      {
        clause: 'Art. 5(1)(f), 32',
        control: 'encrypt personal data on the way and at rest on both sides, and limit who may read the copies',
        evidence: 'the settings of both sides (sslmode=verify-full, encrypted disks) and the list of roles',
        owner: 'Security',
      },
      {
        clause: 'Art. 17, 5(1)(e)',
        control:
          'erase the copies of the migration (backups, dumps, old side) by a date, and replay erasures made meanwhile',
        evidence: 'the date of erasure of each copy, and the list of the erasures that were replayed',
        owner: 'Compliance Officer',
      },
      {
        clause: 'Art. 28, 30, 35, 44 to 49',
        control:
          'bring the record of processing up to date; when the place changes, have an agreement with who processes there, and assess the impact and the transfer',
        evidence: 'the record with the new place, the agreement and the assessment, dated before the first copy',
        owner: 'Compliance Officer',
      },
    ],
  },
  {
    title: 'SOX',
    names: /(?<![a-z\d])(sox|sarbanes[\s_-]?oxley)(?![a-z])/i,
    controls: [
      {
        clause: 'Section 404 (general controls of IT: changes)',
        control: 'keep apart who writes, who approves and who runs a change to systems of financial reporting',
        evidence: 'the approval of this plan with names and times, and the log of who ran each step',
        owner: 'Approver of Removals',
      },
      {
        clause: 'Section 404 (completeness and accuracy)',
        control: 'reconcile counts and sums of financial tables before and after',
        evidence: 'the report of the reconciliation, with its queries and their answers on both sides',
        owner: 'Database Administrator',
      },
      {
        clause: 'Section 802',
        control: 'keep audit logs and working papers through the migration: none is altered or lost',
        evidence: 'the count and the checksum of the audit tables before and after',
        owner: 'Compliance Officer',
      },
    ],
  },
  {
    title: 'PCI DSS',
    names: /(?<![a-z\d])pci([\s_-]?dss)?(?![a-z])/i,
    controls: [
      {
        clause: '6.5.1, 6.5.2',
        control: 'record impact, approval, test and way back of the change, and confirm the requirements after it',
        evidence: 'this plan, its approval, the rehearsal and the runbook',
        owner: 'Migration Lead',
      },
      {
        clause: '3.5.1, 4.2.1, 6.5.5',
        control:
          'no card number leaves its protection: neither in dumps and logs, nor on mirrored requests, nor in the rows of a rehearsal',
        evidence: 'a search of dumps, logs, mirrored traffic and rehearsals for card numbers that found none',
        owner: 'Security',
      },
      {
        clause: '11.3.1.3, 11.3.2.1, 11.4.2, 11.4.3',
        control: 'scan from inside and from outside after the change, and test for penetration when it is significant',
        evidence: 'the reports of the scans and of the test, dated after the cut-over, with what they found mended',
        owner: 'Security',
      },
      {
        clause: '1.2.4, 7.2.2, 10.2.1, 12.5.2',
        control:
          'put the new systems into the scope: flows of card data, least rights and audit logs from the first day',
        evidence: 'the diagram of the flows of card data, the list of roles, and a sample of the audit log',
        owner: 'Security',
      },
    ],
  },
  {
    title: 'HIPAA',
    names: /(?<![a-z\d])hipaa(?![a-z])/i,
    controls: [
      {
        clause: '45 CFR 164.308(a)(7)(ii)(A), 164.310(d)(2)(iv)',
        control: 'make an exact copy of the protected health information that can be restored, before it is moved',
        evidence: 'the id of the backup and the log of its restore',
        owner: 'Database Administrator',
      },
      {
        clause: '45 CFR 164.312(a)(1), (b), (c)(1), (e)(1)',
        control:
          'control access, write an audit trail, prove that nothing was altered, and encrypt on the way, on both sides',
        evidence:
          'the list of roles, a sample of the audit trail, the counts and checksums of both sides, and the settings of the connections',
        owner: 'Security',
      },
      {
        clause: '45 CFR 164.502(e), 164.504(e), 164.310(d)(2)(i)',
        control: 'have an agreement with each associate that holds the data, and dispose of the old media',
        evidence: 'the signed agreements, and the record of disposal',
        owner: 'Compliance Officer',
      },
      {
        clause: '45 CFR 164.308(a)(8)',
        control: 'judge again whether the safeguards suffice, now that the operation has changed',
        evidence: 'the evaluation, with its date behind the cut-over and the name of who made it',
        owner: 'Compliance Officer',
      },
    ],
  },
] as const satisfies readonly Regime[];
