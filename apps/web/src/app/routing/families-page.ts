import { Component } from '@angular/core';
@Component({ selector: 'vt-tmp', template: '' })
export class FamiliesPage { canLeave() { return true; } }
