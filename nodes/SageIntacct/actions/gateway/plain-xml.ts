import type { IDataObject } from 'n8n-workflow';
import type { XmlElement } from '../../../../src/core/xml';

/** A parsed result as an n8n item: elements by name, attributes with a leading `@_`, values as text. */
export const plainXml = ({ body }: XmlElement): IDataObject => (typeof body === 'string' ? { text: body } : (body as IDataObject));
