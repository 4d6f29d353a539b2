import { definitions, input } from '../testing/dmn.js';
import { readDefinitions } from './xml.js';

describe('the reader of models', () => {
  it.each([
    ['nothing', ''], ['no XML', 'x'], ['another root', '<a/>'], ['another namespace', '<definitions xmlns="urn:x"/>'], ['an end that is missing', '<definitions>'],
    ['an end that is another', definitions('<decision>')], ['a prefix that is not declared', '<x:definitions/>'], ['half a tag', '<definitions'], ['half a CDATA', '<definitions><![CDATA[x'],
  ])('refuses %s', (_name, xml) => {
    expect(readDefinitions(xml)).toMatchObject({ kind: 'error', code: 'DMN_XML' });
  });

  it('leaves out what is of other namespaces, and all that is in it', () => {
    const foreign = '<x:any xmlns:x="urn:x" a="1"><text>lạ</text><decision id="q"/></x:any>';
    expect(readDefinitions(definitions(`${foreign}<extensionElements>${foreign}</extensionElements>${input('a').replace('/></inputData>', `>${foreign}</variable></inputData>`)}`)))
      .toMatchObject({ drgElement: [{ $type: 'dmn:InputData', id: 'in-a', variable: { $type: 'dmn:InformationItem', name: 'a' } }] });
  });

  it('reads any prefix of the namespace, comments and CDATA inside of texts, and references', () => {
    const xml = '<?xml version="1.0"?><!-- đầu --><m:definitions xmlns:m="http://www.omg.org/spec/DMN/20151101/dmn.xsd" name="&quot;&#x1F40E;&lt;&amp;lt;&zz;"><m:decision name="d"><m:literalExpression><m:text>1 <!-- + 5 -->+ <![CDATA[2 < 3 &lt;]]></m:text></m:literalExpression></m:decision></m:definitions>';
    expect(readDefinitions(xml)).toMatchObject({ name: '"🐎<&lt;&zz;', drgElement: [{ decisionLogic: { $type: 'dmn:LiteralExpression', text: '1 + 2 < 3 &lt;' } }] });
  });

  it('takes no attribute or element for one of the language it is written in', () => {
    const node = readDefinitions(definitions('<__proto__><a/></__proto__><constructor/>').replace('id="m"', 'constructor="x" __proto__="y" id="m"'));
    expect(Object.keys(node).sort()).toEqual(['$type', 'id', 'name', 'namespace']);
  });
});
