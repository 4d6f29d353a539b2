const task = (id) => `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="clerk@Z01" /></bpmn:extensionElements></bpmn:userTask>`;
const steps = (...elements) => {
  const ids = ['start', ...elements.map((each) => /id="(\w+)"/.exec(each)[1]), 'end'];
  const flows = ids.slice(1).map((id, index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="${ids[index]}" targetRef="${id}" />`);
  return `<bpmn:startEvent id="start" />${elements.join('')}<bpmn:endEvent id="end" />${flows.join('')}`;
};
const xmlOf = (id, content) => `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:bench"><bpmn:process id="${id}" isExecutable="true">${content}</bpmn:process></bpmn:definitions>`;

/** Process `three-tasks`: three user tasks in a row. */
export const threeTasks = xmlOf('three-tasks', steps(task('receive'), task('direct'), task('resolve')));

/** Process `timer`: waits for a second. */
export const timer = xmlOf('timer', steps('<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>'));

/** Process `every-item`: a user task at once for each of `items`. */
export const everyItem = xmlOf('every-item', steps('<bpmn:userTask id="each"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="clerk@Z01" /></bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=items" inputElement="item" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>'));

/** Process `one-job`: a job of type `bench` for an external worker. */
export const oneJob = xmlOf('one-job', steps('<bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="bench" /></bpmn:extensionElements></bpmn:serviceTask>'));

/** What an instance carries: 3 KB. */
export const variables = { subject: 'Đề nghị cấp kinh phí', note: 'x'.repeat(3000) };
