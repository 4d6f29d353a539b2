import { fieldIdsByKey, hasField, hasFields, withoutButtons } from './form-schema';

const schema = {
  type: 'default',
  components: [
    { id: 'f1', key: 'registration.notation', type: 'textfield' },
    { id: 'g', type: 'group', components: [{ id: 'f2', key: 'reason', type: 'textarea' }, { id: 'b1', type: 'button' }] },
    { id: 'b2', type: 'button' },
  ],
};

describe('form schema', () => {
  it('loses its buttons, nested ones too', () => {
    const text = JSON.stringify(withoutButtons(schema));
    expect(text).not.toContain('button');
    expect(text).toContain('f2');
  });

  it('finds the field of an error by its whole key or its last part', () => {
    const ids = fieldIdsByKey(schema);
    expect(ids.get('registration.notation')).toBe('f1');
    expect(ids.get('notation')).toBe('f1');
  });

  it('knows whether it asks for a reason itself', () => {
    expect(hasField(schema, 'reason')).toBe(true);
    expect(hasField(schema, 'comment')).toBe(false);
  });
});

describe('hasFields', () => {
  it('takes a form of buttons only for none', () => {
    expect(hasFields({ components: [{ id: 'b', type: 'button' }] })).toBe(false);
    expect(hasFields({})).toBe(false);
    expect(hasFields(schema)).toBe(true);
  });
});
