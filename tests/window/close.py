"""Closes every top window of the display that takes part in WM_DELETE_WINDOW, as its frame's button would.

There is no frame on a bare display, and xdotool of long-lived distributions can only destroy windows.
"""

import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = c_void_p
x.XDefaultRootWindow.argtypes, x.XDefaultRootWindow.restype = [c_void_p], c_ulong
x.XInternAtom.argtypes, x.XInternAtom.restype = [c_void_p, c_char_p, c_int], c_ulong
x.XQueryTree.argtypes = [c_void_p, c_ulong, POINTER(c_ulong), POINTER(c_ulong), POINTER(POINTER(c_ulong)), POINTER(c_uint)]
x.XGetWMProtocols.argtypes = [c_void_p, c_ulong, POINTER(POINTER(c_ulong)), POINTER(c_int)]
x.XSendEvent.argtypes = [c_void_p, c_ulong, c_int, c_long, c_void_p]
x.XFlush.argtypes = x.XCloseDisplay.argtypes = [c_void_p]


class ClientMessage(ctypes.Structure):
    _fields_ = [
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
        ("rest", c_long * 24),
    ]


display = x.XOpenDisplay(None)
assert display, "no display"
protocols = x.XInternAtom(display, b"WM_PROTOCOLS", 0)
delete = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
x.XQueryTree(display, x.XDefaultRootWindow(display), byref(root), byref(parent), byref(children), byref(count))
asked = 0
for window in children[: count.value]:
    known, many = POINTER(c_ulong)(), c_int()
    if x.XGetWMProtocols(display, window, byref(known), byref(many)) and delete in known[: many.value]:
        message = ClientMessage(33, 0, 1, display, window, protocols, 32, (c_long * 5)(delete, 0))
        asked += x.XSendEvent(display, window, 0, 0, byref(message))
x.XFlush(display)
x.XCloseDisplay(display)
assert asked, "no window to close"
