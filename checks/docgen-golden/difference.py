"""Mean difference of two PNG pictures in per cent of full contrast; exits 1 above the given bound. Needs nothing but Python.

    python3 difference.py golden.png today.png 2.0
"""
import struct
import sys
import zlib


def rows(path):
    data = open(path, "rb").read()
    at, idat, header = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            idat += body
        at += 12 + length
    width, height, depth, colour = header[:4]
    assert depth == 8, "only 8 bits a sample"
    step = {0: 1, 2: 3, 6: 4}[colour]
    raw, stride = zlib.decompress(idat), width * step
    before, result = bytearray(stride), []
    for y in range(height):
        start = y * (stride + 1)
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for i in range(stride):
            left = row[i - step] if i >= step else 0
            up, corner = before[i], before[i - step] if i >= step else 0
            if kind == 1:
                row[i] = (row[i] + left) & 255
            elif kind == 2:
                row[i] = (row[i] + up) & 255
            elif kind == 3:
                row[i] = (row[i] + (left + up) // 2) & 255
            elif kind == 4:
                p = left + up - corner
                a, b, c = abs(p - left), abs(p - up), abs(p - corner)
                row[i] = (row[i] + (left if a <= b and a <= c else up if b <= c else corner)) & 255
        # Green alone tells light from dark well enough.
        result.append(bytes(row[1::step] if step > 1 else row))
        before = row
    return result


golden, today, bound = rows(sys.argv[1]), rows(sys.argv[2]), float(sys.argv[3])
if len(golden) != len(today) or len(golden[0]) != len(today[0]):
    print("      sizes differ:", (len(golden[0]), len(golden)), (len(today[0]), len(today)))
    sys.exit(1)
total = sum(abs(a - b) for g, t in zip(golden, today) for a, b in zip(g, t))
difference = 100 * total / 255 / len(golden) / len(golden[0])
print(f"      difference {difference:.2f} %")
sys.exit(difference > bound)
