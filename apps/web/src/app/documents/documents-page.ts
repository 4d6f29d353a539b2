import { Component } from '@angular/core';
@Component({ selector: 'vt-tmp', template: '' })
export class DocumentsPage { canLeave() { return true; } }
