import { Component } from '@angular/core';
@Component({ selector: 'vt-tmp', template: '' })
export class SearchPage { canLeave() { return true; } }
