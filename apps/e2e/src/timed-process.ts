import { RestProgram } from '../../../tools/soak/rest-program.mjs';

/** A process that does nothing but wait, driven over `/v2`. */
export class TimedProcess {
  private constructor(private readonly program: RestProgram) {}

  static async deploy(url: string, password: string): Promise<TimedProcess> {
    const program = new RestProgram(url, 'quantri.sgddt', password);
    const form = new FormData();
    form.append('resources', new File([diagram], 'timed.bpmn'));
    await program.post('/deployments', form);
    return new TimedProcess(program);
  }

  /** Ends after this many seconds by the server's clock; the instance's key. */
  async start(seconds: number): Promise<string> {
    const { processInstanceKey } = await this.program.post<{ processInstanceKey: string }>('/process-instances', { processDefinitionId: 'timed', variables: { pause: `PT${seconds}S` } });
    return processInstanceKey;
  }

  async hasEnded(key: string): Promise<boolean> {
    const { items } = await this.program.post<{ items: { state: string }[] }>('/process-instances/search', { filter: { processInstanceKey: key } });
    return items[0]?.state === 'COMPLETED';
  }

  /** How often it went on after the pause. */
  async firings(key: string): Promise<number> {
    const { items } = await this.program.post<{ items: object[] }>('/element-instances/search', { filter: { processInstanceKey: key, elementId: 'over' } });
    return items.length;
  }
}

const diagram = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="http://vanthu.example/test">
  <bpmn:process id="timed" isExecutable="true">
    <bpmn:startEvent id="begun" />
    <bpmn:sequenceFlow id="a" sourceRef="begun" targetRef="pause" />
    <bpmn:intermediateCatchEvent id="pause">
      <bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">=duration(pause)</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="b" sourceRef="pause" targetRef="over" />
    <bpmn:endEvent id="over" />
  </bpmn:process>
</bpmn:definitions>`;
