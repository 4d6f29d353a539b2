import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core';

/** Acts of a forger, each appending a revision that leaves the signed bytes as they are. */
export const forgeries = {
  drawOnPage: async (pdf: PDF) => {
    pdf.getPage(0)?.drawText('999.000.000 đồng'.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, ''), { x: 100, y: 300, size: 20 });
  },
  addPage: async (pdf: PDF) => {
    pdf.addPage();
  },
  coverWithAnnotation: async (pdf: PDF) => {
    const page = pdf.getPage(0);
    const annots = page?.dict.getArray('Annots', (ref) => pdf.getObject(ref));
    annots?.push(
      pdf.register(PdfDict.of({
        Type: PdfName.of('Annot'), Subtype: PdfName.of('FreeText'), Contents: PdfString.fromString('x'),
        Rect: PdfArray.of(...[100, 300, 300, 400].map((each) => PdfNumber.of(each))),
      })),
    );
  },
  removeForm: async (pdf: PDF) => {
    pdf.getCatalog().delete('AcroForm');
  },
  moveField: async (pdf: PDF) => {
    const field = pdf.getForm()?.getField('so_van_ban');
    field?.acroField().set('Rect', PdfArray.of(...[0, 0, 500, 800].map((each) => PdfNumber.of(each))));
  },
} as const;

export async function forge(signed: Uint8Array, act: keyof typeof forgeries): Promise<Uint8Array> {
  const pdf = await PDF.load(signed);
  await forgeries[act](pdf);
  return pdf.save({ incremental: true });
}
