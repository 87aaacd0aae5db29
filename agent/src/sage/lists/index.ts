import type { ListName } from '../port';
import { accounts } from './accounts';
import { balances } from './balances';
import { invoices } from './invoices';
import type { List } from './list';
import { openInvoices } from './open-invoices';
import { postings } from './postings';
import { purchaseOrders } from './purchase-orders';
import { segmentValues } from './segment-values';
import { vendors } from './vendors';

export const LISTS: Readonly<Record<ListName, List>> = { accounts, segmentValues, balances, postings, vendors, invoices, openInvoices, purchaseOrders };
