import Bell from '@lucide/svelte/icons/bell'
import Circle from '@lucide/svelte/icons/circle'
import FileCheck from '@lucide/svelte/icons/file-check'
import Gavel from '@lucide/svelte/icons/gavel'
import Handshake from '@lucide/svelte/icons/handshake'
import CircleHelp from '@lucide/svelte/icons/circle-question-mark'
import Mail from '@lucide/svelte/icons/mail'
import MessageSquare from '@lucide/svelte/icons/message-square'
import Phone from '@lucide/svelte/icons/phone'
import Radio from '@lucide/svelte/icons/radio'
import Scale from '@lucide/svelte/icons/scale'
import Search from '@lucide/svelte/icons/search'
import Send from '@lucide/svelte/icons/send'
import Shield from '@lucide/svelte/icons/shield'
import Siren from '@lucide/svelte/icons/siren'
import Users from '@lucide/svelte/icons/users'
import Zap from '@lucide/svelte/icons/zap'

/** The icon of each kind of row; what is not here has a plain circle. */
const icons: Record<string, typeof Circle> = {
  breach: Zap,
  discovery: Search,
  awareness: Bell,
  containment: Shield,
  notification: Send,
  told: Send,
  communication: Radio,
  statement: MessageSquare,
  decision: FileCheck,
  meeting: Users,
  threat: Siren,
  proceedings: Scale,
  letter: Mail,
  email: Mail,
  post: Mail,
  call: Phone,
  question: CircleHelp,
  promise: Handshake,
  severity: Gavel,
}

/** The icon of a kind of row. */
export function iconOf(kind: string): typeof Circle {
  return icons[kind] ?? Circle
}
