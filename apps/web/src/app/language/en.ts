import type { Dictionary } from './vi';

const days = (n: number) => (n === 1 ? '1 day' : `${n} days`);

/** Every sentence of the screen in English. */
export const en: Dictionary = {
  app: { name: 'Văn thư', tagline: 'Inbound · outbound · approval' },
  act: {
    cancel: 'Cancel', close: 'Close', retry: 'Try again', reload: 'Reload', back: 'Back', more: 'Show more', open: 'Open', remove: 'Remove',
    download: 'Download', print: 'Print', save: 'Save', loading: 'Loading…', choose: 'Choose', clear: 'Clear filters', add: 'Add',
  },
  session: {
    title: 'Sign in', username: 'User name', password: 'Password', signIn: 'Sign in', signingIn: 'Signing in…', signOut: 'Sign out',
    usernameMissing: 'Enter your user name.', passwordMissing: 'Enter your password.', showPassword: 'Show password', hidePassword: 'Hide password',
    expired: 'Your session has ended', expiredText: 'Sign in again to go on. What you entered is still on this page.',
    forgotten: 'Forgotten your password? Ask your agency’s system administrator.',
    actingIn: 'Acting in', account: 'Account', language: 'Language',
  },
  shell: {
    tasks: 'My tasks', inbound: 'Inbound documents', outbound: 'Outbound documents', registers: 'Registers', routing: 'Processes', operations: 'Operations',
    search: 'Find documents, notations, subjects…', searchLabel: 'Search all documents', collapse: 'Collapse the side bar', expand: 'Expand the side bar',
    menu: 'Open the menu', skip: 'Skip to content', navigation: 'Main menu', help: 'Keyboard shortcuts', offline: 'The server cannot be reached. The page keeps trying.',
    notAllowed: 'You may not open this page.', notFound: 'There is no such page.', toTasks: 'Go to My tasks',
  },
  keys: {
    title: 'Keyboard shortcuts', next: 'Next line', previous: 'Previous line', open: 'Open', claim: 'Claim', complete: 'Complete (primary button)',
    sendBack: 'Send back', search: 'Search', help: 'This help', inbox: 'Task list', task: 'Task page', everywhere: 'Everywhere',
  },
  problem: {
    code: 'Code', network: 'The server cannot be reached. What you entered is still on this page; check the network and try again.',
    unknown: 'Something unexpected went wrong. What you entered is still on this page; try again.', networkTitle: 'No connection', title: 'Not done',
  },
  inbox: {
    title: 'My tasks', filters: 'Filter tasks', all: 'All', mine: 'Claimed by me', group: 'Of my groups, free',
    notation: 'Notation', subject: 'Subject', counterpart: 'From', step: 'Step', due: 'Due', received: 'Arrived',
    claim: 'Claim', claimed: (subject) => `Claimed: ${subject}`, noNotation: 'No number yet', noSubject: '(no subject yet)',
    fresh: (count) => (count === 1 ? '1 new task' : `${count} new tasks`), showFresh: 'Show', shown: (count) => `Showing ${count} tasks`,
    emptyAll: 'No task is waiting for you.', emptyAllHint: 'New tasks appear here by themselves when a document is forwarded to you or your groups.',
    emptyMine: 'You have claimed no task.', emptyMineHint: 'Free tasks of your groups are under the filter beside this one.',
    emptyGroup: 'No task of your groups is free.', emptyGroupHint: 'Groups follow from your roles and unit; if one is missing, ask your unit’s administrator.',
    showAll: 'Show all', showGroup: 'Show tasks of my groups', taken: 'This task is no longer in the list.',
  },
  due: {
    overdue: (n) => `Overdue by ${days(n)}`, overdueHours: 'Overdue today', today: 'Due today', tomorrow: 'Due tomorrow',
    inDays: (n) => `${days(n)} left`, none: 'No due date', on: (date) => `Due ${date}`,
  },
  urgency: ['Normal', 'Urgent', 'Very urgent', 'Express'],
  secrecy: ['Not secret', 'Confidential', 'Secret', 'Top secret'],
  task: {
    paper: 'Document', form: 'Task', claimToAct: 'Claim to act', unclaim: 'Give back to the group', givenBack: 'The task is back with the group.', me: 'Me', claimHint: 'This task is offered to the whole group. Claiming it tells the others that you are on it.',
    cannotAct: 'You may read this task but not act on it', closed: 'This task is done', closedText: 'Nothing is left to do at this step. The document page has the trail.',
    reason: 'Reason', reasonFor: (act) => `Reason: ${act.toLocaleLowerCase('en')}`, reasonMissing: 'Give a reason.', reasonHint: 'Whoever gets the task back will read this.',
    done: (act) => `Done: ${act}`, toDocument: 'Document page', fieldsWrong: (count) => (count === 1 ? 'One field does not fit; it is marked.' : `${count} fields do not fit; each is marked.`),
    noPaper: 'No file yet', noPaperHint: 'Files show here once the document has any.', sure: 'This cannot be undone', working: 'Working…',
    formFailed: 'The form of this step cannot be drawn.', assignee: 'Assignee', step: 'Step', otherPane: 'Show the document', unclaimed: 'Unclaimed',
    duplicates: (count) => (count === 1 ? 'Possibly the same as a document already here' : `Possibly the same as ${count} documents already here`),
    duplicatesHint: 'Same sender, notation and date. Open and compare.', arrivalNumber: (n) => `Arrival number ${n}`, arrivalNumberGiven: (n) => `Registered, arrival number ${n}`, issueNumberGiven: (notation) => `Numbered ${notation}`,
    optional: 'optional', signHint: 'The signature goes on exactly the PDF in view. Once signed, the text can no longer be edited.', sealHint: 'The agency signature follows the signature of the authorised person and the number.', noForm: 'This step asks for no input.', stillHere: 'What you entered is still on this page.',
  },
  form: {
    required: 'This field is required.', min: (value) => `Not less than ${value}.`, max: (value) => `Not more than ${value}.`,
    minLength: (value) => `At least ${value} characters.`, maxLength: (value) => `At most ${value} characters.`, email: 'This is not an e-mail address.', phone: 'This is not a phone number.',
    pattern: 'This does not fit the required pattern.', search: 'Search', select: 'Select', noResults: 'No results', allSelected: 'All are selected', dateFormat: 'dd/mm/yyyy', addNew: 'Add a row', removeRow: 'Remove the row',
  },
  draft: {
    title: 'Draft', type: 'Type', subject: 'Subject', body: 'Text', bodyHint: 'Word for word as it will be sent. An edit after approval means submitting again.', urgency: 'Urgency', secrecy: 'Secrecy',
    recipients: 'Recipients', addUnit: 'Add a unit or an e-mail address', addUnitHint: 'Type the name of a unit, or an e-mail address.', purpose: 'To', useEmail: (email) => `Send to the address ${email}`,
    noUnit: 'No unit has such a name. You can enter an e-mail address instead.', save: 'Save draft', saved: (time) => `Saved at ${time}`, unsaved: 'Unsaved changes',
    saving: 'Saving…', livePreview: 'Preview while writing. Number, date and signature come at issue; the PDF is made on submission.', preview: 'Preview', answered: 'Letter being answered', file: 'File as made', files: 'Attachments', addFiles: 'Attach files', uploading: (name) => `Uploading ${name}…`,
    secretRefused: 'Secret documents must not enter this system (Law on Protection of State Secrets). This draft can be neither saved nor sent. Handle it on paper under the secrecy rules.',
    subjectMissing: 'Give a subject.', bodyMissing: 'Write the text.', recipientsMissing: 'Add at least one recipient.', leave: 'The draft has unsaved changes. Leave this page?', removeRecipient: (name) => `Remove recipient ${name}`,
    capability: { axis: 'Axis', mail: 'Mail', guest: 'Guest', paper: 'Paper' }, noRecipients: 'No recipient yet.',
  },
  signing: {
    sign: 'Sign', seal: 'Agency signature', connecting: 'Looking for the signing device on this PC…', chooseCertificate: 'Certificate', chooseTitle: 'Choose the certificate to sign with',
    validUntil: (date) => `Expires ${date}`, expired: (date) => `Expired ${date}`, issuer: (name) => `Issued by ${name}`, continue: 'Continue to the PIN', preparing: 'Preparing the document for signing…', enterPin: 'Enter your PIN in the frame below',
    pinSafe: 'This frame belongs to the signing program on your PC. The PIN passes neither this page nor the server.', frame: 'PIN entry of the signing program', finishing: 'Embedding the signature and checking it…',
    done: 'Signed', doneText: 'The signature is in the document and was checked as valid.', agentMissing: 'No signing program was found on this PC',
    agentHelp: ['Plug in your signing device (USB token).', 'Start the program “Vanthu – Signing” (its icon is in the system tray).', 'Press “Try again”.'], agentAddress: (url) => `The page looks for the program at ${url}.`,
    noCertificate: 'The signing device holds no certificate', noCertificateHelp: 'Check that the device is plugged in, then try again. If nothing changes, ask whoever issued the certificate.',
    cancelled: 'You cancelled at the PIN entry', cancelledHelp: 'Nothing was signed. Document and task are as before.', failed: 'The signing device reports a failure', failedHelp: 'Nothing was signed. If the PIN is locked, ask whoever issued the device; do not try further PINs.',
    timedOut: 'The PIN was not entered in time', again: 'Sign again', summary: 'To be signed', nothingSigned: 'Nothing was signed. Document and task are as before.',
  },
  documents: {
    inboundTitle: 'Inbound documents', outboundTitle: 'Outbound documents', searchTitle: 'Search results', newInbound: 'Receive a paper document', newOutbound: 'New document', filter: 'Filter by status', anyStatus: 'Any status',
    find: 'Find in this list', arrivalNumber: 'Arrival no.', issueNumber: 'Issue no.', notation: 'Notation', date: 'Dated', subject: 'Subject', sender: 'Sender', drafter: 'Drafting unit', status: 'Status', due: 'Due', direction: 'Kind',
    empty: 'No document fits this filter.', emptyHint: 'Drop a condition. Searching works with and without diacritics.', emptyAtAll: 'There is no document yet.', emptySearch: (q) => `No document contains “${q}”.`, searchFirst: 'Type what you are looking for in the field above.', archived: 'Archived',
    count: (n, more) => (more ? `Showing the first ${n} documents` : n === 1 ? '1 document' : `${n} documents`), inbound: 'In', outbound: 'Out', noNotation: 'No number yet',
  },
  newInbound: {
    title: 'Receive a paper document', sender: 'Sender', notation: 'Notation', date: 'Dated', subject: 'Subject', type: 'Type', urgency: 'Urgency', secrecy: 'Secrecy', files: 'Scans', chooseFiles: 'Choose files', filesHint: 'PDF, Office, pictures or plain text.',
    save: 'Receive', saving: 'Receiving…', senderMissing: 'Give the sender.', subjectMissing: 'Give a subject.', dropHere: 'Drop files here or',
    secretRefused: 'Secret documents must not enter this system (Law on Protection of State Secrets). No file is kept. Handle it on paper under the secrecy rules.',
  },
  refusals: {
    title: 'Refused on arrival', hint: 'Only that something came, by which channel and why it was refused is kept; no file and nothing of its content.', at: 'Came at', channel: 'By channel', reason: 'Reason', empty: 'Nothing has been refused.', emptyHint: 'Secret documents sent here by mistake are refused and noted here.',
    reasons: { SECRET_REFUSED: 'Secret documents must not enter this system' }, otherReason: (code) => `Could not be taken (${code})`,
  },
  document: {
    archivedCase: 'Archived case', archivedAt: 'Kept at',
    tabs: { paper: 'Document', trail: 'Trail', recipients: 'Recipients', links: 'Related' }, facts: 'Facts', files: 'Files', body: 'Text', notation: 'Notation', date: 'Dated', sender: 'Sender', email: 'E-mail', organId: 'Organisation identifier', channel: 'Came by',
    arrival: 'Arrival number', arrivalDate: 'Arrived', issue: 'Issue number', issueDate: 'Issued', register: 'Register', type: 'Type', urgency: 'Urgency', signer: 'Signer', agency: 'Agency', due: 'Due', status: 'Status', created: 'In the system since',
    approval: 'Approval', approvedBy: (who, title, at) => `${who}, ${title}, approved at ${at}`, directive: 'Directive', directiveBy: (who, at) => `${who}, ${at}`, lead: 'Lead', coordinate: 'Coordinate', inform: 'For information', workingDays: (n) => (n === 1 ? '1 working day' : `${n} working days`),
    verification: 'Signature check', checkedAt: (at) => `Checked at ${at}`, covers: 'The signature covers the whole file', coversPart: 'The file has content added after this signature', signedAt: (at) => `Signed at ${at}`, issuedBy: (name) => `Issued by ${name}`, serial: (n) => `Serial number ${n}`,
    message: 'The sender’s edXML message', messageResult: { valid: 'Signature valid', invalid: 'Signature not valid', unverifiable: 'Could not be checked', unsigned: 'Not signed' },
    overall: { valid: 'Signatures valid', invalid: 'Signature not valid', unverifiable: 'Signature could not be checked', unsigned: 'There is no signature' }, result: { valid: 'Valid', invalid: 'Not valid', unverifiable: 'Could not be checked' }, kind: { person: 'Personal signature', organisation: 'Agency signature', unknown: 'Unknown kind of signature' },
    where: 'Where it stands', whereHint: 'The way taken and the present place on the process diagram.', showDiagram: 'Show on the diagram', hideDiagram: 'Hide the diagram', done: 'Passed', active: 'Here now', incident: 'Has an incident', noTrail: 'Nothing has happened yet.', system: 'System', noDiagram: 'This document runs in no process.',
    noRecipients: 'No recipient yet.', noRecipientsHint: 'Recipients are entered with the draft.', recipient: 'Recipient', purpose: 'To', channels: 'Sent by', delivery: 'State', policy: 'By rule', noPaper: 'no paper copy', channelLater: 'Chosen at issue', noLinks: 'No related document.', noLinksHint: 'Replies and what they reply to show here.', replyTo: 'Replies to', repliedBy: 'Answered by', reply: 'Draft a reply',
    deliveries: { pending: 'Waiting', sent: 'Sent', failed: 'Could not be sent', done: 'Done' }, unread: 'No answer yet', sentMessage: 'Message as sent', openTask: 'Open task', diagramFailed: 'The diagram cannot be drawn.', zoomFit: 'Fit', zoomIn: 'Zoom in', zoomOut: 'Zoom out',
  },
  status: {
    received: 'Waiting to be received', refused: 'Refused', registered: 'Registered', directed: 'Has a directive', inProgress: 'In progress', completed: 'Completed', recalled: 'Recalled',
    draft: 'Draft', submitted: 'Submitted', sentBack: 'Sent back', signed: 'Signed, waits for its number', numbered: 'Numbered', sealed: 'Has the agency signature', issued: 'Issued',
  },
  channel: { axis: 'Document axis', mail: 'E-mail', guest: 'Guest account', paper: 'Paper' },
  purpose: { execute: 'execute', report: 'report', inform: 'for information', coordinate: 'coordinate', keep: 'keep' },
  fileRole: { main: 'Document', attachment: 'Attachment', original: 'As received', signed: 'Signed', numbered: 'Numbered', issued: 'As issued' },
  role: { clerk: 'Clerk', leader: 'Leader', unitHead: 'Unit head', specialist: 'Specialist', formatChecker: 'Format checker', unitAdmin: 'Unit administrator', operator: 'Operator', systemAdmin: 'System administrator' },
  axisStatus: { '01': 'Arrived', '02': 'Refused', '03': 'Received', '04': 'Assigned', '05': 'In progress', '06': 'Completed', '13': 'Recall asked for', '15': 'Recall agreed', '16': 'Recall refused' },
  documentType: {
    NQ: 'Resolution', QĐ: 'Decision', CT: 'Directive', QC: 'Regulation', QyĐ: 'Provision', TC: 'Communiqué', TB: 'Notice', HD: 'Guideline', CTr: 'Programme', KH: 'Plan', PA: 'Scheme', ĐA: 'Project proposal', DA: 'Project', BC: 'Report', BB: 'Minutes', TTr: 'Submission',
    HĐ: 'Contract', CV: 'Official letter', CĐ: 'Official telegram', BGN: 'Memorandum', BTT: 'Agreement', GUQ: 'Power of attorney', GM: 'Invitation', GGT: 'Letter of introduction', GNP: 'Leave permit', PG: 'Dispatch slip', PC: 'Transfer slip', PB: 'Notification slip', TCg: 'Official letter of courtesy',
  },
  paper: {
    page: 'Page', of: (n) => `/ ${n}`, zoomIn: 'Zoom in', zoomOut: 'Zoom out', fitWidth: 'Fit width', find: 'Find in the document', findNext: 'Next place', findPrevious: 'Previous place', matches: (current, total) => `${current}/${total}`, noMatches: 'Not found',
    loading: 'Opening the file…', failed: 'This file cannot be opened.', failedHint: 'Download it and open it with a program on your PC.', notShown: 'Files of this type cannot be shown on the page.', file: 'File', previousPage: 'Previous page', nextPage: 'Next page', viewer: 'Document', version: (n) => `no. ${n}`,
  },
  registers: {
    title: 'Registers', register: 'Register', year: 'Year', nextNumber: (n) => `Next number: ${n}`, print: 'Print the register', preparing: 'Fetching every line for printing…', empty: 'This register has no line yet.', emptyHint: 'Lines are written when a document is registered (inbound) or numbered (outbound).', none: 'There is no register you may see.', noneHint: 'Clerks and leaders see the registers of their agency. Ask your unit’s administrator if you need them.',
    inboundColumns: ['Arrived', 'Arrival no.', 'Author', 'Number, notation', 'Dated', 'Type and subject', 'Receiving unit or person', 'Forwarded', 'Receipt', 'Note'],
    outboundColumns: ['Number, notation', 'Dated', 'Type and subject', 'Signer', 'Recipients', 'Keeper of the copy', 'Copies', 'Forwarded', 'Receipt', 'Note'],
    inboundHeading: 'REGISTER OF INBOUND DOCUMENTS', outboundHeading: 'REGISTER OF OUTBOUND DOCUMENTS', yearHeading: (year) => `Year ${year}`, shown: (n, more) => (more ? `Showing the first ${n} lines` : n === 1 ? '1 line' : `${n} lines`),
  },
  routing: {
    title: 'Processes', hint: 'Each unit can draw its own way for its documents. A unit without one uses the nearest above it, or the base.', family: 'Process', unit: 'Unit', usedFrom: 'Used from', base: 'Base', version: (n) => `version ${n}`, since: (date) => `effective from ${date}`, variants: 'Unit variants', noVariants: 'No unit has a variant', variantCount: (n) => (n === 1 ? '1 unit has a variant' : `${n} units have a variant`), edit: 'View and edit', none: 'There is no process yet.', noneHint: 'Processes are loaded when the system starts for the first time.',
    publish: 'Publish for the unit', publishTitle: (unit) => `Publish for ${unit}`, publishText: 'Documents that start from the effective date take this way. Running ones keep the way they are on.', effectiveFrom: 'Effective from', publishing: 'Publishing…', published: (unit) => `Published for ${unit}.`, problems: 'Errors and warnings', noProblems: 'No error. It can be published.', checking: 'Checking…', errorCount: (n) => (n === 1 ? '1 error' : `${n} errors`), warningCount: (n) => (n === 1 ? '1 warning' : `${n} warnings`),
    error: 'Error', warning: 'Warning', goTo: 'Show the place on the diagram', unsaved: 'Unpublished changes', leave: 'The process has unpublished changes. Leave this page?', properties: 'Properties', hideProperties: 'Hide properties', showProperties: 'Show properties', undo: 'Undo', redo: 'Redo', fit: 'Fit', discard: 'Discard changes', exportXml: 'Download BPMN', cannotPublish: 'There are errors, so it cannot be published.', opening: 'Opening the diagram…', openFailed: 'This diagram cannot be opened.', notChecked: 'Could not be checked; the server checks on publishing.', narrow: 'Narrow screen: fine for viewing; edit on a PC.',
  },
  operations: {
    title: 'Operations', incidents: 'Open incidents', process: 'Process', step: 'Step', what: 'Incident', since: 'Since', document: 'Document', retry: 'Try again', retrying: 'Trying again…', resolved: 'Set going again. If the failure remains, the incident will come back.', empty: 'There is no incident.', emptyHint: 'Every automatic step is running normally.', refresh: 'Refresh', copy: 'Case key',
  },
};
