"""Clients on Python's ssl module, with the tasks and answers of TlsPeer.java."""
import base64
import os
import socket
import ssl
import sys
import tempfile


def pem(label, listed):
    parts = []
    for der in listed.split(","):
        parts.append(f"-----BEGIN {label}-----\n{der}\n-----END {label}-----\n")
    return "".join(parts)


def connect(task):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = "name" in task
    context.load_verify_locations(cadata=ssl.PEM_cert_to_DER_cert(pem("CERTIFICATE", task["trust"])) if "," not in task["trust"] else pem("CERTIFICATE", task["trust"]))
    if "chain" in task:
        with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as file:
            file.write(pem("CERTIFICATE", task["chain"]) + pem("PRIVATE KEY", task["key"]))
        try:
            context.load_cert_chain(file.name)
        finally:
            os.unlink(file.name)
    if "protocols" in task:
        versions = sorted(ssl.TLSVersion[name.replace("v1.", "v1_")] for name in task["protocols"].split(","))
        context.minimum_version, context.maximum_version = versions[0], versions[-1]
    with socket.create_connection(("127.0.0.1", int(task["port"])), timeout=10) as plain:
        with context.wrap_socket(plain, server_hostname=task.get("name", "localhost")) as tls:
            if tls.recv(1) != b"k":
                raise OSError("the server closed the connection")
            return f"ok {tls.version()} {tls.cipher()[0]}"


for line in sys.stdin:
    task = dict(word.split("=", 1) for word in line.strip().split(" "))
    try:
        answer = connect(task)
    except Exception as error:  # whatever it is, the harness is told
        answer = f"error {error}"
    print(task["id"], answer.replace("\n", " "), flush=True)
