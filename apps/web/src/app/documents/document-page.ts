import { Component } from '@angular/core';
@Component({ selector: 'vt-tmp', template: '' })
export class DocumentPage { canLeave() { return true; } }
