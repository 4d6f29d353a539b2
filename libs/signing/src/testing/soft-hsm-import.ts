/** Puts certificates into a SoftHSM2 token, since softhsm2-util only imports keys. Starts as a program: module label pin id=der… */
import type * as Pkcs11 from 'pkcs11js';

const [modulePath = '', label = '', pin = '', ...entries] = process.argv.slice(2);
const loaded = (await import('pkcs11js')) as typeof Pkcs11 & { default?: typeof Pkcs11 };
const library = loaded.default ?? loaded;
const driver = new library.PKCS11();
driver.load(modulePath);
driver.C_Initialize();
const slot = driver.C_GetSlotList(true).find((each) => driver.C_GetTokenInfo(each).label.trim() === label);
if (slot === undefined) throw new Error(`no token ${label}`);
const session = driver.C_OpenSession(slot, library.CKF_SERIAL_SESSION | library.CKF_RW_SESSION);
driver.C_Login(session, library.CKU_USER, pin);
for (const entry of entries) {
  const [id = '', der = ''] = entry.split(':');
  driver.C_CreateObject(session, [
    { type: library.CKA_CLASS, value: library.CKO_CERTIFICATE },
    { type: library.CKA_CERTIFICATE_TYPE, value: library.CKC_X_509 },
    { type: library.CKA_TOKEN, value: true },
    { type: library.CKA_PRIVATE, value: false },
    { type: library.CKA_ID, value: Buffer.from(id, 'hex') },
    { type: library.CKA_SUBJECT, value: Buffer.alloc(0) },
    { type: library.CKA_VALUE, value: Buffer.from(der, 'base64') },
  ]);
}
driver.C_Logout(session);
driver.C_CloseSession(session);
driver.C_Finalize();
