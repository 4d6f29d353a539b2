export { describeConnectorContract, type ConnectorContract, type ContractCall, type OperationContract } from './connector-contract.js';
export { hangingFetch, recordingFetch, type FetchAnswer, type RecordedRequest, type RecordingFetch } from './recording-fetch.js';
export { memoryFiles, outputOf, recordingLogger, sha256Of, testHost, type LogLine, type TestHost, type TestHostOptions } from './test-host.js';
