import { defineConnector, type Connector } from '@vanthu/connector-sdk';
import { describeCase } from './case/describe-case.js';
import { markArchived } from './case/mark-archived.js';
import { completeInbound } from './inbound/complete-inbound.js';
import { createReply } from './inbound/create-reply.js';
import { recallInbound } from './inbound/recall-inbound.js';
import { recordAssignment } from './inbound/record-assignment.js';
import { recordDirective } from './inbound/record-directive.js';
import { refuseInbound } from './inbound/refuse-inbound.js';
import { registerInbound } from './inbound/register-inbound.js';
import { reportStatus } from './inbound/report-status.js';
import { urge } from './inbound/urge.js';
import { verifySignatures } from './inbound/verify-signatures.js';
import { allocateIssueNumber } from './outbound/allocate-issue-number.js';
import { attachNumbered } from './outbound/attach-numbered.js';
import { checkFormat } from './outbound/check-format.js';
import { describeMail } from './outbound/describe-mail.js';
import { freezeDraft } from './outbound/freeze-draft.js';
import { issue } from './outbound/issue.js';
import { openDraft } from './outbound/open-draft.js';
import { recordChannel } from './outbound/record-channel.js';
import { recordDelivery } from './outbound/record-delivery.js';
import { recordNoAnswer } from './outbound/record-no-answer.js';
import { recordSendBack } from './outbound/record-send-back.js';
import { recordSigned } from './outbound/record-signed.js';
import { refuseOutbound } from './outbound/refuse-outbound.js';
import type { StepServices } from './step-services.js';

const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><path d="M4 1h7l4 4v12H4z" fill="none" stroke="#8c1d18"/><path d="M11 1v4h4M6.5 9h5M6.5 12h5" fill="none" stroke="#8c1d18"/></svg>';

/** The steps of the document processes that the server does itself: job types `documents:<step>:1`. */
export function createDocumentsConnector(services: StepServices): Connector {
  return defineConnector({
    id: 'documents',
    version: 1,
    name: { vi: 'Văn bản', en: 'Documents' },
    icon,
    operations: {
      // inbound
      verifySignatures: verifySignatures(services),
      reportStatus: reportStatus(services),
      registerInbound: registerInbound(services),
      refuseInbound: refuseInbound(services),
      urge: urge(services),
      recordDirective: recordDirective(services),
      recordAssignment: recordAssignment(services),
      createReply: createReply(services),
      completeInbound: completeInbound(services),
      recallInbound: recallInbound(services),
      // outbound
      openDraft: openDraft(services),
      freezeDraft: freezeDraft(services),
      checkFormat: checkFormat(services),
      recordSigned: recordSigned(services),
      recordSendBack: recordSendBack(services),
      refuseOutbound: refuseOutbound(services),
      allocateIssueNumber: allocateIssueNumber(services),
      attachNumbered: attachNumbered(services),
      issue: issue(services),
      recordChannel: recordChannel(services),
      describeMail: describeMail(services),
      recordDelivery: recordDelivery(services),
      recordNoAnswer: recordNoAnswer(services),
      // both
      describeCase: describeCase(services),
      markArchived: markArchived(services),
    },
  });
}
