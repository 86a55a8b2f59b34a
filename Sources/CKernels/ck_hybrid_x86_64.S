// Written by generate/hybrid.py; do not edit.
#if defined(__x86_64__) && defined(__ELF__)
    .intel_syntax noprefix
    .text
    .globl ck_hybrid_run_1
    .type ck_hybrid_run_1, @function
    .p2align 6
ck_hybrid_run_1:
    push rbx
    push r12
    push r13
    push r14
    mov r11, [rdi + 16]
    mov eax, [rdi + 24]
    mov ebx, 0xaa
    kmovw k1, ebx
    lea rsi, [rdi + 1408]
    lea rdx, [rdi + 2944]
    lea rcx, [rdi + 4480]
    lea r8, [rdi + 6336]
    lea r9, [rdi + 8192]
    mov r10, r9
    .p2align 6
.Lnext_ck_hybrid_run_1:
    vmovdqa32 ymm16, [rdi + 1280]
    vmovdqa32 ymm17, [rdi + 1312]
    vpunpckldq ymm16, ymm16, [rdi + 1312]
    vmovdqa32 ymm18, [rdi + 1344]
    vpunpckldq ymm18, ymm18, [rdi + 1376]
    vpunpckhqdq ymm16, ymm16, ymm18
    vptestnmd k2, ymm16, dword ptr [rdi + 28]{1to8}
    kmovw ebx, k2
    test ebx, ebx
    jnz .Lhit_ck_hybrid_run_1
.Lbody_ck_hybrid_run_1:
    mov ebx, eax
    bswap ebx
    vpbroadcastd xmm13{k1}{z}, ebx
    vmovdqa [rdi + 960], xmm13
    add eax, 8
    mov ebx, eax
    bswap ebx
    vmovdqa xmm1, [rcx + 1728]
    vmovdqa xmm2, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 0]
    sha256rnds2 xmm2, xmm1
    vmovdqa ymm14, [r10 + 160]
    vpaddd ymm24, ymm14, [rdi + 1024]
    vpshufd ymm13{k1}{z}, ymm24, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1728], ymm13
    vmovdqa xmm3, [rcx + 1760]
    vmovdqa xmm4, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 8]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rcx + 1792]
    vmovdqa xmm6, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 32]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm25, ymm14, [rdi + 1056]
    vpshufd ymm13{k1}{z}, ymm25, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1760], ymm13
    vpaddd ymm26, ymm14, [rdi + 1088]
    vmovdqa xmm7, [rcx + 1824]
    vmovdqa xmm8, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 40]
    sha256rnds2 xmm8, xmm7
    vmovdqa xmm9, [rcx + 1744]
    vmovdqa xmm10, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 16]
    sha256rnds2 xmm10, xmm9
    vpshufd ymm13{k1}{z}, ymm26, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1792], ymm13
    vpaddd ymm27, ymm14, [rdi + 1120]
    vpshufd ymm13{k1}{z}, ymm27, 0xff
    vmovdqa xmm11, [rcx + 1776]
    vmovdqa xmm12, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 24]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 64]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1824], ymm13
    vpunpckldq ymm28, ymm24, ymm25
    vpunpckldq ymm29, ymm26, ymm27
    vpunpckhdq ymm30, ymm24, ymm25
    vmovq xmm0, qword ptr [rcx + 72]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 96]
    sha256rnds2 xmm5, xmm6
    vpunpckhdq ymm31, ymm26, ymm27
    vpunpcklqdq ymm21, ymm28, ymm29
    vpunpckhqdq ymm20, ymm28, ymm29
    vpunpcklqdq ymm17, ymm30, ymm31
    vpunpckhqdq ymm16, ymm30, ymm31
    vmovq xmm0, qword ptr [rcx + 104]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 80]
    sha256rnds2 xmm9, xmm10
    vmovdqa ymm14, [r10 + 192]
    vpaddd ymm24, ymm14, [rdi + 1152]
    vpaddd ymm25, ymm14, [rdi + 1184]
    vpaddd ymm26, ymm14, [rdi + 1216]
    vpaddd ymm27, ymm14, [rdi + 1248]
    vmovq xmm0, qword ptr [rcx + 88]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 128]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm28, ymm24, ymm25
    vpunpckldq ymm29, ymm26, ymm27
    vpunpckhdq ymm30, ymm24, ymm25
    vpunpckhdq ymm31, ymm26, ymm27
    vpunpcklqdq ymm23, ymm28, ymm29
    vmovq xmm0, qword ptr [rcx + 136]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 160]
    sha256rnds2 xmm6, xmm5
    vpunpckhqdq ymm22, ymm28, ymm29
    vpunpcklqdq ymm19, ymm30, ymm31
    vpunpckhqdq ymm18, ymm30, ymm31
    vpaddd ymm13, ymm17, dword ptr [rdi + 388]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 392]{1to8}
    vmovq xmm0, qword ptr [rcx + 168]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 144]
    sha256rnds2 xmm10, xmm9
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 0], ymm15
    vmovdqa [r8 + 32], ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 396]{1to8}
    vmovq xmm0, qword ptr [rcx + 152]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 192]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm14, ymm20, dword ptr [rdi + 400]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 64], ymm15
    vmovdqa [r8 + 96], ymm13
    vmovq xmm0, qword ptr [rcx + 200]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 224]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm13, ymm21, dword ptr [rdi + 404]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 408]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 128], ymm15
    vmovq xmm0, qword ptr [rcx + 232]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 208]
    sha256rnds2 xmm9, xmm10
    vmovdqa [r8 + 160], ymm13
    vpbroadcastd ymm24, dword ptr [rdi + 748]
    vpbroadcastd ymm31, dword ptr [rdi + 740]
    vpaddd ymm13, ymm23, dword ptr [rdi + 412]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 416]{1to8}
    vmovq xmm0, qword ptr [rcx + 216]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 192], ymm15
    vmovdqa [r8 + 224], ymm13
    vprord ymm13, ymm17, 7
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm13, ymm31, dword ptr [rdi + 444]{1to8}
    vpaddd ymm14, ymm16, dword ptr [rdi + 448]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 256], ymm15
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm1, xmm2
    vmovdqa [r8 + 288], ymm13
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, dword ptr [rdi + 736]{1to8}
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm9, xmm10
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vprord ymm13, ymm16, 17
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm13, ymm17, dword ptr [rdi + 452]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 456]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 320], ymm15
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 352], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 256]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vmovq xmm0, qword ptr [rcx + 264]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 288]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vmovq xmm0, qword ptr [rcx + 296]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 272]
    sha256rnds2 xmm9, xmm10
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vprord ymm13, ymm18, 17
    vmovq xmm0, qword ptr [rcx + 280]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 320]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vmovq xmm0, qword ptr [rcx + 328]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 352]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm13, ymm19, dword ptr [rdi + 460]{1to8}
    vpaddd ymm14, ymm20, dword ptr [rdi + 464]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 384], ymm15
    vmovq xmm0, qword ptr [rcx + 360]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 336]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 416], ymm13
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 344]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 384]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vmovq xmm0, qword ptr [rcx + 392]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 416]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vmovq xmm0, qword ptr [rcx + 424]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 400]
    sha256rnds2 xmm9, xmm10
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vprord ymm13, ymm20, 17
    vmovq xmm0, qword ptr [rcx + 408]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 448]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovq xmm0, qword ptr [rcx + 456]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 480]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm22, ymm22, dword ptr [rdi + 740]{1to8}
    vpaddd ymm13, ymm21, dword ptr [rdi + 468]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 472]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 488]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 464]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 448], ymm15
    vmovdqa [r8 + 480], ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vmovq xmm0, qword ptr [rcx + 472]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 512]
    sha256rnds2 xmm1, xmm2
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, dword ptr [rdi + 744]{1to8}
    vmovq xmm0, qword ptr [rcx + 520]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 544]
    sha256rnds2 xmm5, xmm6
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 552]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 528]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm24, ymm17, ymm13
    vpaddd ymm24, ymm24, dword ptr [rdi + 748]{1to8}
    vpaddd ymm13, ymm23, dword ptr [rdi + 476]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 480]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 536]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 576]
    sha256rnds2 xmm2, xmm1
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 512], ymm15
    vmovdqa [r8 + 544], ymm13
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vmovq xmm0, qword ptr [rcx + 584]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 608]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm18, ymm13
    vprord ymm13, ymm24, 17
    vmovq xmm0, qword ptr [rcx + 616]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 592]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm19, ymm13
    vmovq xmm0, qword ptr [rcx + 600]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 640]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm13, ymm25, dword ptr [rdi + 484]{1to8}
    vpaddd ymm14, ymm26, dword ptr [rdi + 488]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 576], ymm15
    vmovq xmm0, qword ptr [rcx + 648]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 672]
    sha256rnds2 xmm5, xmm6
    vmovdqa [r8 + 608], ymm13
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 680]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 656]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm20, ymm13
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vmovq xmm0, qword ptr [rcx + 664]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 704]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm21, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 492]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 496]{1to8}
    vmovq xmm0, qword ptr [rcx + 712]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 736]
    sha256rnds2 xmm6, xmm5
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 640], ymm15
    vmovdqa [r8 + 672], ymm13
    vprord ymm13, ymm27, 17
    vmovq xmm0, qword ptr [rcx + 744]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 720]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm22, ymm13
    vmovq xmm0, qword ptr [rcx + 728]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 768]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 776]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 800]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm30, ymm23, ymm13
    vpaddd ymm30, ymm30, dword ptr [rdi + 752]{1to8}
    vpaddd ymm13, ymm29, dword ptr [rdi + 500]{1to8}
    vpaddd ymm14, ymm30, dword ptr [rdi + 504]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 808]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 784]
    sha256rnds2 xmm9, xmm10
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 704], ymm15
    vmovdqa [r8 + 736], ymm13
    vprord ymm13, ymm16, 7
    vprord ymm14, ymm16, 18
    vmovq xmm0, qword ptr [rcx + 792]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 832]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm31, ymm31, ymm24
    vmovq xmm0, qword ptr [rcx + 840]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 864]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 872]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 848]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm31, ymm31, ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 856]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 896]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vprord ymm14, ymm30, 19
    vmovq xmm0, qword ptr [rcx + 904]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 928]
    sha256rnds2 xmm5, xmm6
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm13, ymm31, dword ptr [rdi + 508]{1to8}
    vmovq xmm0, qword ptr [rcx + 936]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 912]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm14, ymm16, dword ptr [rdi + 512]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 768], ymm15
    vmovdqa [r8 + 800], ymm13
    vmovq xmm0, qword ptr [rcx + 920]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 960]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 968]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 992]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vpsrld ymm15, ymm31, 10
    vmovq xmm0, qword ptr [rcx + 1000]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 976]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vmovq xmm0, qword ptr [rcx + 984]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1024]
    sha256rnds2 xmm1, xmm2
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, ymm27
    vmovq xmm0, qword ptr [rcx + 1032]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1056]
    sha256rnds2 xmm5, xmm6
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1064]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1040]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm13, ymm17, dword ptr [rdi + 516]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 520]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1048]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1088]
    sha256rnds2 xmm2, xmm1
    vmovdqa [r8 + 832], ymm15
    vmovdqa [r8 + 864], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vmovq xmm0, qword ptr [rcx + 1096]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1120]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vprord ymm13, ymm17, 17
    vmovq xmm0, qword ptr [rcx + 1128]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1104]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovq xmm0, qword ptr [rcx + 1112]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1152]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1160]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1184]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vmovq xmm0, qword ptr [rcx + 1192]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1168]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 524]{1to8}
    vpaddd ymm14, ymm20, dword ptr [rdi + 528]{1to8}
    vmovq xmm0, qword ptr [rcx + 1176]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1216]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 896], ymm15
    vmovdqa [r8 + 928], ymm13
    vprord ymm13, ymm22, 7
    vmovq xmm0, qword ptr [rcx + 1224]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1248]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vmovq xmm0, qword ptr [rcx + 1256]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1232]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1240]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1280]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vpsrld ymm15, ymm23, 3
    vmovq xmm0, qword ptr [rcx + 1288]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1312]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vprord ymm13, ymm20, 17
    vmovq xmm0, qword ptr [rcx + 1320]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1296]
    sha256rnds2 xmm9, xmm10
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovq xmm0, qword ptr [rcx + 1304]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1344]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm13, ymm21, dword ptr [rdi + 532]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 536]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 960], ymm15
    vmovq xmm0, qword ptr [rcx + 1352]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1376]
    sha256rnds2 xmm6, xmm5
    vmovdqa [r8 + 992], ymm13
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1384]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1360]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vmovq xmm0, qword ptr [rcx + 1368]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1408]
    sha256rnds2 xmm1, xmm2
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vprord ymm13, ymm25, 7
    vmovq xmm0, qword ptr [rcx + 1416]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1440]
    sha256rnds2 xmm5, xmm6
    vprord ymm14, ymm25, 18
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vmovq xmm0, qword ptr [rcx + 1448]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1424]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1432]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1472]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm13, ymm23, dword ptr [rdi + 540]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 544]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1480]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1504]
    sha256rnds2 xmm6, xmm5
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1024], ymm15
    vmovdqa [r8 + 1056], ymm13
    vprord ymm13, ymm26, 7
    vprord ymm14, ymm26, 18
    vmovq xmm0, qword ptr [rcx + 1512]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1488]
    sha256rnds2 xmm10, xmm9
    vpsrld ymm15, ymm26, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vpaddd ymm25, ymm25, ymm18
    vmovq xmm0, qword ptr [rcx + 1496]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1536]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1544]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1568]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm25, ymm25, ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vpsrld ymm15, ymm27, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1576]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1552]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vmovq xmm0, qword ptr [rcx + 1560]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1600]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm13, ymm25, dword ptr [rdi + 548]{1to8}
    vmovq xmm0, qword ptr [rcx + 1608]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1632]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm14, ymm26, dword ptr [rdi + 552]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1088], ymm15
    vmovdqa [r8 + 1120], ymm13
    vmovq xmm0, qword ptr [rcx + 1640]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1616]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm28, 7
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1624]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1664]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1280], xmm1
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vmovq xmm0, qword ptr [rcx + 1672]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1312], xmm3
    vmovq xmm0, qword ptr [rcx + 1696]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1344], xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vprord ymm13, ymm29, 7
    vprord ymm14, ymm29, 18
    vmovq xmm0, qword ptr [rcx + 1704]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1376], xmm7
    vmovq xmm0, qword ptr [rcx + 1680]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1296], xmm9
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm28, ymm28, ymm21
    vmovq xmm0, qword ptr [rcx + 1688]
    sha256rnds2 xmm11, xmm12
    vmovdqa [rdi + 1328], xmm11
    vmovdqa xmm1, [rcx + 1808]
    vmovdqa xmm2, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 48]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovdqa xmm3, [rcx + 1840]
    vmovdqa xmm4, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 56]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rdi + 960]
    vpaddd xmm5, xmm5, [r9 + 0]
    vmovdqa xmm6, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 556]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 560]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa xmm7, [rdi + 960]
    vpaddd xmm7, xmm7, [r9 + 16]
    vmovdqa xmm8, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm8, xmm7
    vmovdqa xmm9, [rdi + 960]
    vpaddd xmm9, xmm9, [r9 + 32]
    vmovdqa xmm10, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 1152], ymm15
    vmovdqa [r8 + 1184], ymm13
    vprord ymm13, ymm30, 7
    vprord ymm14, ymm30, 18
    vpsrld ymm15, ymm30, 3
    vmovq xmm0, qword ptr [rcx + 112]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 120]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vpaddd ymm29, ymm29, ymm22
    vprord ymm13, ymm27, 17
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 176]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm31, 7
    vprord ymm14, ymm31, 18
    vpsrld ymm15, ymm31, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 184]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm30, ymm30, ymm23
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm13, ymm29, dword ptr [rdi + 564]{1to8}
    vpaddd ymm14, ymm30, dword ptr [rdi + 568]{1to8}
    vmovq xmm0, qword ptr [rcx + 240]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 248]
    sha256rnds2 xmm3, xmm4
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1216], ymm15
    vmovdqa [r8 + 1248], ymm13
    vprord ymm13, ymm16, 7
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm16, 18
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm31, ymm31, ymm24
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm3, xmm4
    vprord ymm14, ymm30, 19
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm13, ymm31, dword ptr [rdi + 572]{1to8}
    vpaddd ymm14, ymm16, dword ptr [rdi + 576]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1280], ymm15
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm2, xmm1
    vmovdqa [r8 + 1312], ymm13
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm10, xmm9
    vpsrld ymm15, ymm31, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vprord ymm13, ymm19, 7
    vmovq xmm0, qword ptr [rcx + 304]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 312]
    sha256rnds2 xmm3, xmm4
    vprord ymm14, ymm19, 18
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovq xmm0, qword ptr [rsi + 0]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 8]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm18, ymm18, ymm27
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 32]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 368]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm13, ymm17, dword ptr [rdi + 580]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 584]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 376]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 64]
    sha256rnds2 xmm6, xmm5
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1344], ymm15
    vmovdqa [r8 + 1376], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vmovq xmm0, qword ptr [rsi + 72]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 96]
    sha256rnds2 xmm10, xmm9
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vmovq xmm0, qword ptr [rcx + 432]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 440]
    sha256rnds2 xmm3, xmm4
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 128]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 136]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 160]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 496]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vmovq xmm0, qword ptr [rcx + 504]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 192]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 588]{1to8}
    vmovq xmm0, qword ptr [rsi + 200]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 224]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm14, ymm20, dword ptr [rdi + 592]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1408], ymm15
    vmovdqa [r8 + 1440], ymm13
    vmovq xmm0, qword ptr [rcx + 560]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 568]
    sha256rnds2 xmm3, xmm4
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 256]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 264]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vmovq xmm0, qword ptr [rsi + 288]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 624]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vmovq xmm0, qword ptr [rcx + 632]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 320]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vmovq xmm0, qword ptr [rsi + 328]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 352]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 688]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 696]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm13, ymm21, dword ptr [rdi + 596]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 600]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 384]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 392]
    sha256rnds2 xmm7, xmm8
    vmovdqa [r8 + 1472], ymm15
    vmovdqa [r8 + 1504], ymm13
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vmovq xmm0, qword ptr [rsi + 416]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 752]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vmovq xmm0, qword ptr [rcx + 760]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 448]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vmovq xmm0, qword ptr [rsi + 456]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 480]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm25, 7
    vprord ymm14, ymm25, 18
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 816]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 824]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vmovq xmm0, qword ptr [rsi + 512]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 520]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm13, ymm23, dword ptr [rdi + 604]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 608]{1to8}
    vmovq xmm0, qword ptr [rsi + 544]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 880]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1536], ymm15
    vmovdqa [r8 + 1568], ymm13
    vprord ymm13, ymm26, 7
    vmovq xmm0, qword ptr [rcx + 888]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 576]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm26, 18
    vpsrld ymm15, ymm26, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vmovq xmm0, qword ptr [rsi + 584]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 608]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm25, ymm25, ymm18
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 944]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 952]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vpsrld ymm15, ymm27, 3
    vmovq xmm0, qword ptr [rsi + 640]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 648]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vmovq xmm0, qword ptr [rsi + 672]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1008]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vmovq xmm0, qword ptr [rcx + 1016]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 704]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm13, ymm25, dword ptr [rdi + 612]{1to8}
    vpaddd ymm14, ymm26, dword ptr [rdi + 616]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1600], ymm15
    vmovq xmm0, qword ptr [rsi + 712]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 736]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 1632], ymm13
    vprord ymm13, ymm28, 7
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1072]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1080]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vmovq xmm0, qword ptr [rsi + 768]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 776]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vprord ymm13, ymm29, 7
    vmovq xmm0, qword ptr [rsi + 800]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1136]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm29, 18
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vmovq xmm0, qword ptr [rcx + 1144]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 832]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm28, ymm28, ymm21
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 840]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 864]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 620]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 624]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1200]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1208]
    sha256rnds2 xmm3, xmm4
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1664], ymm15
    vmovdqa [r8 + 1696], ymm13
    vpbroadcastd ymm19, ebx
    vpaddd ymm19, ymm19, [rdi + 928]
    vmovq xmm0, qword ptr [rsi + 896]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 904]
    sha256rnds2 xmm7, xmm8
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 928]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1264]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm18, ymm13, dword ptr [rdi + 672]{1to8}
    vpaddd ymm19, ymm19, dword ptr [rdi + 676]{1to8}
    vpaddd ymm13, ymm18, dword ptr [rdi + 136]{1to8}
    vpaddd ymm14, ymm19, dword ptr [rdi + 140]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1272]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 960]
    sha256rnds2 xmm6, xmm5
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 0], ymm15
    vmovdqa [rdx + 32], ymm13
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vmovq xmm0, qword ptr [rsi + 968]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 992]
    sha256rnds2 xmm10, xmm9
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm13, dword ptr [rdi + 680]{1to8}
    vprord ymm13, ymm19, 17
    vmovq xmm0, qword ptr [rcx + 1328]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1336]
    sha256rnds2 xmm3, xmm4
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vpxord ymm21, ymm13, ymm15
    vpaddd ymm13, ymm20, dword ptr [rdi + 144]{1to8}
    vmovq xmm0, qword ptr [rsi + 1024]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1032]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm14, ymm21, dword ptr [rdi + 148]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 64], ymm15
    vmovdqa [rdx + 96], ymm13
    vmovq xmm0, qword ptr [rsi + 1056]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1392]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1400]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1088]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm22, ymm13, dword ptr [rdi + 684]{1to8}
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1096]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1120]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm13, dword ptr [rdi + 688]{1to8}
    vpaddd ymm13, ymm22, dword ptr [rdi + 152]{1to8}
    vpaddd ymm14, ymm23, dword ptr [rdi + 156]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1456]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1464]
    sha256rnds2 xmm3, xmm4
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 128], ymm15
    vmovdqa [rdx + 160], ymm13
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vmovq xmm0, qword ptr [rsi + 1152]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1160]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm13, dword ptr [rdi + 692]{1to8}
    vprord ymm13, ymm23, 17
    vmovq xmm0, qword ptr [rsi + 1184]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1520]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm18, ymm13
    vmovq xmm0, qword ptr [rcx + 1528]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1216]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm13, ymm24, dword ptr [rdi + 160]{1to8}
    vpaddd ymm14, ymm25, dword ptr [rdi + 164]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 192], ymm15
    vmovq xmm0, qword ptr [rsi + 1224]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1248]
    sha256rnds2 xmm10, xmm9
    vmovdqa [rdx + 224], ymm13
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1584]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1592]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm19, ymm13
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vmovq xmm0, qword ptr [rsi + 1280]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1288]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm20, ymm13
    vpaddd ymm13, ymm26, dword ptr [rdi + 168]{1to8}
    vpaddd ymm14, ymm27, dword ptr [rdi + 172]{1to8}
    vmovq xmm0, qword ptr [rsi + 1312]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1648]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 256], ymm15
    vmovdqa [rdx + 288], ymm13
    vprord ymm13, ymm26, 17
    vmovq xmm0, qword ptr [rcx + 1656]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1344]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm21, ymm13
    vmovq xmm0, qword ptr [rsi + 1352]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1376]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm27, 17
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1712]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1360], xmm1
    vmovq xmm0, qword ptr [rcx + 1720]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1392], xmm3
    vpaddd ymm29, ymm22, ymm13
    vpaddd ymm13, ymm28, dword ptr [rdi + 176]{1to8}
    vpaddd ymm14, ymm29, dword ptr [rdi + 180]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1408]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1024], xmm5
    vmovdqa [rdi + 1152], xmm6
    vmovq xmm0, qword ptr [rsi + 1416]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1056], xmm7
    vmovdqa [rdi + 1184], xmm8
    vmovdqa [rdx + 320], ymm15
    vmovdqa [rdx + 352], ymm13
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vmovq xmm0, qword ptr [rsi + 1440]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1088], xmm9
    vmovdqa [rdi + 1216], xmm10
    vmovdqa xmm1, [rdi + 960]
    vpaddd xmm1, xmm1, [r9 + 48]
    vmovdqa xmm2, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm23, ymm13
    vpaddd ymm30, ymm30, dword ptr [rdi + 696]{1to8}
    vprord ymm13, ymm29, 17
    vmovdqa xmm3, [rdi + 960]
    vpaddd xmm3, xmm3, [r9 + 64]
    vmovdqa xmm4, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rdi + 960]
    vpaddd xmm5, xmm5, [r9 + 80]
    vmovdqa xmm6, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm24, ymm13
    vmovdqa xmm7, [rdi + 960]
    vpaddd xmm7, xmm7, [r9 + 96]
    vmovdqa xmm8, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm8, xmm7
    vmovdqa xmm9, [rdi + 960]
    vpaddd xmm9, xmm9, [r9 + 112]
    vmovdqa xmm10, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm31, ymm31, dword ptr [rdi + 700]{1to8}
    vpaddd ymm13, ymm30, dword ptr [rdi + 184]{1to8}
    vpaddd ymm14, ymm31, dword ptr [rdi + 188]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdx + 384], ymm15
    vmovdqa [rdx + 416], ymm13
    vprord ymm13, ymm30, 17
    vprord ymm14, ymm30, 19
    vpsrld ymm15, ymm30, 10
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm25, ymm13
    vpaddd ymm16, ymm16, dword ptr [rdi + 704]{1to8}
    vprord ymm13, ymm18, 7
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm13, ymm26
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vpsrld ymm15, ymm31, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, dword ptr [rdi + 692]{1to8}
    vpaddd ymm13, ymm16, dword ptr [rdi + 192]{1to8}
    vpaddd ymm14, ymm17, dword ptr [rdi + 196]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm3, xmm4
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 448], ymm15
    vmovdqa [rdx + 480], ymm13
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, ymm27
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm18, ymm18, ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm3, xmm4
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm13, ymm18, dword ptr [rdi + 200]{1to8}
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm14, ymm19, dword ptr [rdi + 204]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 512], ymm15
    vmovdqa [rdx + 544], ymm13
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vmovq xmm0, qword ptr [rsi + 40]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 16]
    sha256rnds2 xmm3, xmm4
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm21, ymm21, ymm30
    vmovq xmm0, qword ptr [rsi + 24]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 48]
    sha256rnds2 xmm7, xmm8
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 56]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 104]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm13, ymm20, dword ptr [rdi + 208]{1to8}
    vpaddd ymm14, ymm21, dword ptr [rdi + 212]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 80]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 88]
    sha256rnds2 xmm6, xmm5
    vmovdqa [rdx + 576], ymm15
    vmovdqa [rdx + 608], ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vpsrld ymm15, ymm23, 3
    vmovq xmm0, qword ptr [rsi + 112]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 120]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vprord ymm13, ymm20, 17
    vmovq xmm0, qword ptr [rsi + 168]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 144]
    sha256rnds2 xmm3, xmm4
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovq xmm0, qword ptr [rsi + 152]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 176]
    sha256rnds2 xmm7, xmm8
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 184]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 232]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vmovq xmm0, qword ptr [rsi + 208]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 216]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm13, ymm22, dword ptr [rdi + 216]{1to8}
    vpaddd ymm14, ymm23, dword ptr [rdi + 220]{1to8}
    vmovq xmm0, qword ptr [rsi + 240]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 248]
    sha256rnds2 xmm10, xmm9
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 640], ymm15
    vmovdqa [rdx + 672], ymm13
    vprord ymm13, ymm25, 7
    vmovq xmm0, qword ptr [rsi + 296]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 272]
    sha256rnds2 xmm3, xmm4
    vprord ymm14, ymm25, 18
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vmovq xmm0, qword ptr [rsi + 280]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 304]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 312]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 360]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vprord ymm13, ymm26, 7
    vprord ymm14, ymm26, 18
    vpsrld ymm15, ymm26, 3
    vmovq xmm0, qword ptr [rsi + 336]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 344]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vpaddd ymm25, ymm25, ymm18
    vprord ymm13, ymm23, 17
    vmovq xmm0, qword ptr [rsi + 368]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 376]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vmovq xmm0, qword ptr [rsi + 424]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 400]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm13, ymm24, dword ptr [rdi + 224]{1to8}
    vpaddd ymm14, ymm25, dword ptr [rdi + 228]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 704], ymm15
    vmovq xmm0, qword ptr [rsi + 408]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 432]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdx + 736], ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vpsrld ymm15, ymm27, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 440]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 488]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vmovq xmm0, qword ptr [rsi + 464]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 472]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vprord ymm13, ymm28, 7
    vmovq xmm0, qword ptr [rsi + 496]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 504]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vmovq xmm0, qword ptr [rsi + 552]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 528]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 536]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 560]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm13, ymm26, dword ptr [rdi + 232]{1to8}
    vpaddd ymm14, ymm27, dword ptr [rdi + 236]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 568]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 616]
    sha256rnds2 xmm2, xmm1
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 768], ymm15
    vmovdqa [rdx + 800], ymm13
    vprord ymm13, ymm29, 7
    vprord ymm14, ymm29, 18
    vmovq xmm0, qword ptr [rsi + 592]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 600]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm28, ymm28, ymm21
    vmovq xmm0, qword ptr [rsi + 624]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 632]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 680]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 656]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm28, ymm28, ymm13
    vprord ymm13, ymm30, 7
    vprord ymm14, ymm30, 18
    vpsrld ymm15, ymm30, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 664]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 688]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vpaddd ymm29, ymm29, ymm22
    vprord ymm13, ymm27, 17
    vprord ymm14, ymm27, 19
    vmovq xmm0, qword ptr [rsi + 696]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 744]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vpaddd ymm13, ymm28, dword ptr [rdi + 240]{1to8}
    vmovq xmm0, qword ptr [rsi + 720]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 728]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm14, ymm29, dword ptr [rdi + 244]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 832], ymm15
    vmovdqa [rdx + 864], ymm13
    vmovq xmm0, qword ptr [rsi + 752]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 760]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm31, 7
    vprord ymm14, ymm31, 18
    vpsrld ymm15, ymm31, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 808]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 784]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm30, ymm30, ymm23
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vmovq xmm0, qword ptr [rsi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 816]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vprord ymm13, ymm16, 7
    vprord ymm14, ymm16, 18
    vmovq xmm0, qword ptr [rsi + 824]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 872]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm31, ymm31, ymm24
    vmovq xmm0, qword ptr [rsi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 856]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 880]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 888]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm13, ymm30, dword ptr [rdi + 248]{1to8}
    vpaddd ymm14, ymm31, dword ptr [rdi + 252]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 936]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 912]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdx + 896], ymm15
    vmovdqa [rdx + 928], ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vmovq xmm0, qword ptr [rsi + 920]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 944]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vmovq xmm0, qword ptr [rsi + 952]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1000]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm30, 19
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rsi + 976]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 984]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 1008]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1016]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vpsrld ymm15, ymm31, 10
    vmovq xmm0, qword ptr [rsi + 1064]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1040]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm13, ymm16, dword ptr [rdi + 256]{1to8}
    vpaddd ymm14, ymm17, dword ptr [rdi + 260]{1to8}
    vmovq xmm0, qword ptr [rsi + 1048]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1072]
    sha256rnds2 xmm7, xmm8
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 960], ymm15
    vmovdqa [rdx + 992], ymm13
    vprord ymm13, ymm19, 7
    vmovq xmm0, qword ptr [rsi + 1080]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1128]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm19, 18
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovq xmm0, qword ptr [rsi + 1104]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1112]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm18, ymm18, ymm27
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1136]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1144]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vmovq xmm0, qword ptr [rsi + 1192]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1168]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vprord ymm13, ymm17, 17
    vmovq xmm0, qword ptr [rsi + 1176]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1200]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovq xmm0, qword ptr [rsi + 1208]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1256]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm13, ymm18, dword ptr [rdi + 264]{1to8}
    vpaddd ymm14, ymm19, dword ptr [rdi + 268]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 1024], ymm15
    vmovq xmm0, qword ptr [rsi + 1232]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1240]
    sha256rnds2 xmm6, xmm5
    vmovdqa [rdx + 1056], ymm13
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1264]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1272]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vmovq xmm0, qword ptr [rsi + 1320]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1296]
    sha256rnds2 xmm3, xmm4
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vprord ymm13, ymm22, 7
    vmovq xmm0, qword ptr [rsi + 1304]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1328]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vmovq xmm0, qword ptr [rsi + 1336]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1384]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1360]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1368]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm13, ymm20, dword ptr [rdi + 272]{1to8}
    vpaddd ymm14, ymm21, dword ptr [rdi + 276]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1392]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1400]
    sha256rnds2 xmm10, xmm9
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 1088], ymm15
    vmovdqa [rdx + 1120], ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vmovq xmm0, qword ptr [rsi + 1448]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1120], xmm1
    vmovdqa [rdi + 1248], xmm2
    vmovq xmm0, qword ptr [rsi + 1424]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1040], xmm3
    vmovdqa [rdi + 1168], xmm4
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vmovq xmm0, qword ptr [rsi + 1432]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1072], xmm5
    vmovdqa [rdi + 1200], xmm6
    vmovq xmm0, qword ptr [rsi + 1456]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1104], xmm7
    vmovdqa [rdi + 1232], xmm8
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 1464]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1136], xmm9
    vmovdqa [rdi + 1264], xmm10
    vpaddd ymm22, ymm22, ymm13
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm13, ymm22, dword ptr [rdi + 280]{1to8}
    vpaddd ymm14, ymm23, dword ptr [rdi + 284]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 1152], ymm15
    vmovdqa [rdx + 1184], ymm13
    vprord ymm13, ymm25, 7
    vprord ymm14, ymm25, 18
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vprord ymm13, ymm26, 7
    vprord ymm14, ymm26, 18
    vpsrld ymm15, ymm26, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vpaddd ymm25, ymm25, ymm18
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vpaddd ymm13, ymm24, dword ptr [rdi + 288]{1to8}
    vpaddd ymm14, ymm25, dword ptr [rdi + 292]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 1216], ymm15
    vmovdqa [rdx + 1248], ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vpsrld ymm15, ymm27, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vprord ymm13, ymm28, 7
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm13, ymm26, dword ptr [rdi + 296]{1to8}
    vpaddd ymm14, ymm27, dword ptr [rdi + 300]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 1280], ymm15
    vmovdqa [rdx + 1312], ymm13
    vprord ymm13, ymm29, 7
    vprord ymm14, ymm29, 18
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm28, ymm28, ymm21
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vprord ymm13, ymm30, 7
    vprord ymm14, ymm30, 18
    vpsrld ymm15, ymm30, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vpaddd ymm29, ymm29, ymm22
    vprord ymm13, ymm27, 17
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vpaddd ymm13, ymm28, dword ptr [rdi + 304]{1to8}
    vpaddd ymm14, ymm29, dword ptr [rdi + 308]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 1344], ymm15
    vmovdqa [rdx + 1376], ymm13
    vprord ymm13, ymm31, 7
    vprord ymm14, ymm31, 18
    vpsrld ymm15, ymm31, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm30, ymm30, ymm23
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vprord ymm13, ymm16, 7
    vprord ymm14, ymm16, 18
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm31, ymm31, ymm24
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm13, ymm30, dword ptr [rdi + 312]{1to8}
    vpaddd ymm14, ymm31, dword ptr [rdi + 316]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 1408], ymm15
    vmovdqa [rdx + 1440], ymm13
    mov r10, r9
    xchg rcx, r8
    xchg rsi, rdx
    dec r11
    jnz .Lnext_ck_hybrid_run_1
.Lout_ck_hybrid_run_1:
    mov [rdi + 16], r11
    vzeroupper
    pop r14
    pop r13
    pop r12
    pop rbx
    ret
.Lhit_ck_hybrid_run_1:
    mov rbx, [rdi + 0]
    vmovdqu32 [rbx], ymm16
    mov [rbx + 32], r11
    add rbx, 64
    mov [rdi + 0], rbx
    cmp rbx, [rdi + 8]
    jb .Lbody_ck_hybrid_run_1
    jmp .Lout_ck_hybrid_run_1
    .size ck_hybrid_run_1, . - ck_hybrid_run_1
    .globl ck_hybrid_run_2
    .type ck_hybrid_run_2, @function
    .p2align 6
ck_hybrid_run_2:
    push rbx
    push r12
    push r13
    push r14
    mov r11, [rdi + 16]
    mov eax, [rdi + 24]
    mov ebx, 0xaa
    kmovw k1, ebx
    lea rsi, [rdi + 1408]
    lea rdx, [rdi + 2944]
    lea rcx, [rdi + 4480]
    lea r8, [rdi + 6336]
    lea r9, [rdi + 8192]
    mov r10, r9
    mov r12d, 2
    lea r13, [rdi + 10816]
    lea r14, [rdi + 136]
    .p2align 6
.Lnext_ck_hybrid_run_2:
    vmovdqa32 ymm16, [rdi + 1280]
    vmovdqa32 ymm17, [rdi + 1312]
    vpunpckldq ymm16, ymm16, [rdi + 1312]
    vmovdqa32 ymm18, [rdi + 1344]
    vpunpckldq ymm18, ymm18, [rdi + 1376]
    vpunpckhqdq ymm16, ymm16, ymm18
    vptestnmd k2, ymm16, dword ptr [rdi + 28]{1to8}
    kmovw ebx, k2
    test ebx, ebx
    jnz .Lhit_ck_hybrid_run_2
.Lbody_ck_hybrid_run_2:
    mov ebx, eax
    bswap ebx
    vpbroadcastd xmm13{k1}{z}, ebx
    vmovdqa [rdi + 960], xmm13
    vmovdqa xmm1, [rcx + 1728]
    vmovdqa xmm2, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 0]
    sha256rnds2 xmm2, xmm1
    vmovdqa ymm14, [r10 + 160]
    vpaddd ymm24, ymm14, [rdi + 1024]
    vpshufd ymm13{k1}{z}, ymm24, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1728], ymm13
    vpaddd ymm25, ymm14, [rdi + 1056]
    vpshufd ymm13{k1}{z}, ymm25, 0xff
    vmovdqa xmm3, [rcx + 1760]
    vmovdqa xmm4, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 8]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rcx + 1792]
    vmovdqa xmm6, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 32]
    sha256rnds2 xmm6, xmm5
    vmovdqa xmm7, [rcx + 1824]
    vmovdqa xmm8, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 40]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1760], ymm13
    vpaddd ymm26, ymm14, [rdi + 1088]
    vpshufd ymm13{k1}{z}, ymm26, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1792], ymm13
    vpaddd ymm27, ymm14, [rdi + 1120]
    vmovdqa xmm9, [rcx + 1744]
    vmovdqa xmm10, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 16]
    sha256rnds2 xmm10, xmm9
    vmovdqa xmm11, [rcx + 1776]
    vmovdqa xmm12, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 24]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 64]
    sha256rnds2 xmm1, xmm2
    vpshufd ymm13{k1}{z}, ymm27, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1824], ymm13
    vpunpckldq ymm28, ymm24, ymm25
    vpunpckldq ymm29, ymm26, ymm27
    vpunpckhdq ymm30, ymm24, ymm25
    vpunpckhdq ymm31, ymm26, ymm27
    vmovq xmm0, qword ptr [rcx + 72]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 96]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 104]
    sha256rnds2 xmm7, xmm8
    vpunpcklqdq ymm21, ymm28, ymm29
    vpunpckhqdq ymm20, ymm28, ymm29
    vpunpcklqdq ymm17, ymm30, ymm31
    vpunpckhqdq ymm16, ymm30, ymm31
    vmovdqa ymm14, [r10 + 192]
    vpaddd ymm24, ymm14, [rdi + 1152]
    vpaddd ymm25, ymm14, [rdi + 1184]
    vmovq xmm0, qword ptr [rcx + 80]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 88]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 128]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm26, ymm14, [rdi + 1216]
    vpaddd ymm27, ymm14, [rdi + 1248]
    vpunpckldq ymm28, ymm24, ymm25
    vpunpckldq ymm29, ymm26, ymm27
    vpunpckhdq ymm30, ymm24, ymm25
    vpunpckhdq ymm31, ymm26, ymm27
    vpunpcklqdq ymm23, ymm28, ymm29
    vmovq xmm0, qword ptr [rcx + 136]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 160]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 168]
    sha256rnds2 xmm8, xmm7
    vpunpckhqdq ymm22, ymm28, ymm29
    vpunpcklqdq ymm19, ymm30, ymm31
    vpunpckhqdq ymm18, ymm30, ymm31
    vpaddd ymm13, ymm17, dword ptr [rdi + 388]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 392]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 144]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 152]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 192]
    sha256rnds2 xmm1, xmm2
    vmovdqa [r8 + 0], ymm15
    vmovdqa [r8 + 32], ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 396]{1to8}
    vpaddd ymm14, ymm20, dword ptr [rdi + 400]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 64], ymm15
    vmovq xmm0, qword ptr [rcx + 200]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 224]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 232]
    sha256rnds2 xmm7, xmm8
    vmovdqa [r8 + 96], ymm13
    vpaddd ymm13, ymm21, dword ptr [rdi + 404]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 408]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 128], ymm15
    vmovdqa [r8 + 160], ymm13
    vmovq xmm0, qword ptr [rcx + 208]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 216]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm2, xmm1
    vpbroadcastd ymm24, dword ptr [rdi + 748]
    vpbroadcastd ymm31, dword ptr [rdi + 740]
    vpaddd ymm13, ymm23, dword ptr [rdi + 412]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 416]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 192], ymm15
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm8, xmm7
    vmovdqa [r8 + 224], ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm13, ymm31, dword ptr [rdi + 444]{1to8}
    vpaddd ymm14, ymm16, dword ptr [rdi + 448]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 256], ymm15
    vmovdqa [r8 + 288], ymm13
    vprord ymm13, ymm18, 7
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, dword ptr [rdi + 736]{1to8}
    vprord ymm13, ymm19, 7
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm19, 18
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm13, ymm17, dword ptr [rdi + 452]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 456]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 256]
    sha256rnds2 xmm1, xmm2
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 320], ymm15
    vmovdqa [r8 + 352], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 264]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 288]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 296]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 272]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 280]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 320]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vmovq xmm0, qword ptr [rcx + 328]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 352]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 360]
    sha256rnds2 xmm8, xmm7
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 460]{1to8}
    vmovq xmm0, qword ptr [rcx + 336]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 344]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 384]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm14, ymm20, dword ptr [rdi + 464]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 384], ymm15
    vmovdqa [r8 + 416], ymm13
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vmovq xmm0, qword ptr [rcx + 392]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 416]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 424]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vmovq xmm0, qword ptr [rcx + 400]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 408]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 448]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 456]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 480]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 488]
    sha256rnds2 xmm8, xmm7
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 464]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 472]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 512]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, dword ptr [rdi + 740]{1to8}
    vpaddd ymm13, ymm21, dword ptr [rdi + 468]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 472]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 448], ymm15
    vmovq xmm0, qword ptr [rcx + 520]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 544]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 552]
    sha256rnds2 xmm7, xmm8
    vmovdqa [r8 + 480], ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 528]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 536]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 576]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, dword ptr [rdi + 744]{1to8}
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 584]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 608]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 616]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm24, ymm17, ymm13
    vpaddd ymm24, ymm24, dword ptr [rdi + 748]{1to8}
    vpaddd ymm13, ymm23, dword ptr [rdi + 476]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 480]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 512], ymm15
    vmovq xmm0, qword ptr [rcx + 592]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 600]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 640]
    sha256rnds2 xmm1, xmm2
    vmovdqa [r8 + 544], ymm13
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm18, ymm13
    vmovq xmm0, qword ptr [rcx + 648]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 672]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 680]
    sha256rnds2 xmm7, xmm8
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm19, ymm13
    vpaddd ymm13, ymm25, dword ptr [rdi + 484]{1to8}
    vmovq xmm0, qword ptr [rcx + 656]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 664]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 704]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm14, ymm26, dword ptr [rdi + 488]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 576], ymm15
    vmovdqa [r8 + 608], ymm13
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vmovq xmm0, qword ptr [rcx + 712]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 736]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 744]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm20, ymm13
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vmovq xmm0, qword ptr [rcx + 720]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 728]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 768]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm21, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 492]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 496]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 776]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 800]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 808]
    sha256rnds2 xmm7, xmm8
    vmovdqa [r8 + 640], ymm15
    vmovdqa [r8 + 672], ymm13
    vprord ymm13, ymm27, 17
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 784]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 792]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 832]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm29, ymm22, ymm13
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm23, ymm13
    vmovq xmm0, qword ptr [rcx + 840]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 864]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 872]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm30, ymm30, dword ptr [rdi + 752]{1to8}
    vpaddd ymm13, ymm29, dword ptr [rdi + 500]{1to8}
    vpaddd ymm14, ymm30, dword ptr [rdi + 504]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 704], ymm15
    vmovdqa [r8 + 736], ymm13
    vmovq xmm0, qword ptr [rcx + 848]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 856]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 896]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm16, 7
    vprord ymm14, ymm16, 18
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm31, ymm31, ymm24
    vmovq xmm0, qword ptr [rcx + 904]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 928]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 936]
    sha256rnds2 xmm7, xmm8
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vprord ymm13, ymm17, 7
    vmovq xmm0, qword ptr [rcx + 912]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 920]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 960]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vmovq xmm0, qword ptr [rcx + 968]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 992]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1000]
    sha256rnds2 xmm8, xmm7
    vprord ymm14, ymm30, 19
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm13, ymm31, dword ptr [rdi + 508]{1to8}
    vpaddd ymm14, ymm16, dword ptr [rdi + 512]{1to8}
    vmovq xmm0, qword ptr [rcx + 976]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 984]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1024]
    sha256rnds2 xmm1, xmm2
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 768], ymm15
    vmovdqa [r8 + 800], ymm13
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vmovq xmm0, qword ptr [rcx + 1032]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1056]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1064]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vpsrld ymm15, ymm31, 10
    vmovq xmm0, qword ptr [rcx + 1040]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1048]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1088]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1096]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1120]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1128]
    sha256rnds2 xmm8, xmm7
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, ymm27
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1104]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1112]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1152]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm13, ymm17, dword ptr [rdi + 516]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 520]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 832], ymm15
    vmovq xmm0, qword ptr [rcx + 1160]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1184]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1192]
    sha256rnds2 xmm7, xmm8
    vmovdqa [r8 + 864], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovq xmm0, qword ptr [rcx + 1168]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1176]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1216]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm19, ymm19, ymm28
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovq xmm0, qword ptr [rcx + 1224]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1248]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1256]
    sha256rnds2 xmm8, xmm7
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vmovq xmm0, qword ptr [rcx + 1232]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1240]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1280]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 524]{1to8}
    vmovq xmm0, qword ptr [rcx + 1288]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1312]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1320]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm14, ymm20, dword ptr [rdi + 528]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 896], ymm15
    vmovdqa [r8 + 928], ymm13
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vmovq xmm0, qword ptr [rcx + 1296]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1304]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1344]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vmovq xmm0, qword ptr [rcx + 1352]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1376]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1384]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vpsrld ymm15, ymm23, 3
    vmovq xmm0, qword ptr [rcx + 1360]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1368]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1408]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vmovq xmm0, qword ptr [rcx + 1416]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1440]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1448]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm13, ymm21, dword ptr [rdi + 532]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 536]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1424]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1432]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1472]
    sha256rnds2 xmm2, xmm1
    vmovdqa [r8 + 960], ymm15
    vmovdqa [r8 + 992], ymm13
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1480]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1504]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1512]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1488]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1496]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1536]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm23, ymm23, ymm13
    vprord ymm13, ymm25, 7
    vprord ymm14, ymm25, 18
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vmovq xmm0, qword ptr [rcx + 1544]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1568]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1576]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vmovq xmm0, qword ptr [rcx + 1552]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1560]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1600]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm13, ymm23, dword ptr [rdi + 540]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 544]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1024], ymm15
    vmovdqa [r8 + 1056], ymm13
    vprord ymm13, ymm26, 7
    vmovq xmm0, qword ptr [rcx + 1608]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1632]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1640]
    sha256rnds2 xmm8, xmm7
    vprord ymm14, ymm26, 18
    vpsrld ymm15, ymm26, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vpaddd ymm25, ymm25, ymm18
    vprord ymm13, ymm23, 17
    vmovq xmm0, qword ptr [rcx + 1616]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1624]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1664]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1280], xmm1
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vmovq xmm0, qword ptr [rcx + 1672]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1312], xmm3
    vmovq xmm0, qword ptr [rcx + 1696]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1344], xmm5
    vmovq xmm0, qword ptr [rcx + 1704]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1376], xmm7
    vpsrld ymm15, ymm27, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vmovq xmm0, qword ptr [rcx + 1680]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1296], xmm9
    vmovq xmm0, qword ptr [rcx + 1688]
    sha256rnds2 xmm11, xmm12
    vmovdqa [rdi + 1328], xmm11
    vmovdqa xmm1, [rcx + 1808]
    vmovdqa xmm2, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 48]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm13, ymm25, dword ptr [rdi + 548]{1to8}
    vpaddd ymm14, ymm26, dword ptr [rdi + 552]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovdqa xmm3, [rcx + 1840]
    vmovdqa xmm4, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 56]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rdi + 960]
    vpaddd xmm5, xmm5, [r9 + 0]
    vmovdqa xmm6, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm6, xmm5
    vmovdqa xmm7, [rdi + 960]
    vpaddd xmm7, xmm7, [r9 + 16]
    vmovdqa xmm8, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm8, xmm7
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1088], ymm15
    vmovdqa [r8 + 1120], ymm13
    vprord ymm13, ymm28, 7
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vmovdqa xmm9, [rdi + 960]
    vpaddd xmm9, xmm9, [r9 + 32]
    vmovdqa xmm10, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 112]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 120]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vprord ymm13, ymm29, 7
    vprord ymm14, ymm29, 18
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 176]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 184]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm28, ymm28, ymm21
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 240]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 556]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 560]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1152], ymm15
    vmovdqa [r8 + 1184], ymm13
    vmovq xmm0, qword ptr [rcx + 248]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm7, xmm8
    vprord ymm13, ymm30, 7
    vprord ymm14, ymm30, 18
    vpsrld ymm15, ymm30, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vpaddd ymm29, ymm29, ymm22
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm4, xmm3
    vprord ymm13, ymm27, 17
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vprord ymm13, ymm31, 7
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm31, 18
    vpsrld ymm15, ymm31, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm30, ymm30, ymm23
    vprord ymm13, ymm28, 17
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm5, xmm6
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm13, ymm29, dword ptr [rdi + 564]{1to8}
    vpaddd ymm14, ymm30, dword ptr [rdi + 568]{1to8}
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1216], ymm15
    vmovdqa [r8 + 1248], ymm13
    vprord ymm13, ymm16, 7
    vprord ymm14, ymm16, 18
    vpsrld ymm15, ymm16, 3
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm8, xmm7
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm31, ymm31, ymm24
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 304]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 312]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 0]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 8]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 32]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vprord ymm14, ymm30, 19
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 368]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 376]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 64]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm13, ymm31, dword ptr [rdi + 572]{1to8}
    vpaddd ymm14, ymm16, dword ptr [rdi + 576]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1280], ymm15
    vmovq xmm0, qword ptr [rsi + 72]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 96]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 432]
    sha256rnds2 xmm1, xmm2
    vmovdqa [r8 + 1312], ymm13
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vmovq xmm0, qword ptr [rcx + 440]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 128]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 136]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vpsrld ymm15, ymm31, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vmovq xmm0, qword ptr [rsi + 160]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 496]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 504]
    sha256rnds2 xmm4, xmm3
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, ymm27
    vmovq xmm0, qword ptr [rsi + 192]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 200]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 224]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm13, ymm17, dword ptr [rdi + 580]{1to8}
    vmovq xmm0, qword ptr [rcx + 560]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 568]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 256]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm14, ymm18, dword ptr [rdi + 584]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1344], ymm15
    vmovdqa [r8 + 1376], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vmovq xmm0, qword ptr [rsi + 264]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 288]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 624]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vmovq xmm0, qword ptr [rcx + 632]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 320]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 328]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vmovq xmm0, qword ptr [rsi + 352]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 688]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 696]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vmovq xmm0, qword ptr [rsi + 384]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 392]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 416]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 588]{1to8}
    vpaddd ymm14, ymm20, dword ptr [rdi + 592]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 752]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 760]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 448]
    sha256rnds2 xmm6, xmm5
    vmovdqa [r8 + 1408], ymm15
    vmovdqa [r8 + 1440], ymm13
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 456]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 480]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 816]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 824]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 512]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 520]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovq xmm0, qword ptr [rsi + 544]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 880]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 888]
    sha256rnds2 xmm4, xmm3
    vpaddd ymm22, ymm22, ymm31
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovq xmm0, qword ptr [rsi + 576]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 584]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 608]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm13, ymm21, dword ptr [rdi + 596]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 600]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1472], ymm15
    vmovdqa [r8 + 1504], ymm13
    vprord ymm13, ymm24, 7
    vmovq xmm0, qword ptr [rcx + 944]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 952]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 640]
    sha256rnds2 xmm5, xmm6
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vmovq xmm0, qword ptr [rsi + 648]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 672]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1008]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vprord ymm13, ymm25, 7
    vprord ymm14, ymm25, 18
    vmovq xmm0, qword ptr [rcx + 1016]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 704]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 712]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vmovq xmm0, qword ptr [rsi + 736]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1072]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1080]
    sha256rnds2 xmm3, xmm4
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm13, ymm23, dword ptr [rdi + 604]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 608]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 768]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 776]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 800]
    sha256rnds2 xmm9, xmm10
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1536], ymm15
    vmovdqa [r8 + 1568], ymm13
    vprord ymm13, ymm26, 7
    vprord ymm14, ymm26, 18
    vpsrld ymm15, ymm26, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1136]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 1144]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 832]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vpaddd ymm25, ymm25, ymm18
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 840]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 864]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1200]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vpsrld ymm15, ymm27, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1208]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 896]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 904]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 928]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1264]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 1272]
    sha256rnds2 xmm4, xmm3
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm13, ymm25, dword ptr [rdi + 612]{1to8}
    vpaddd ymm14, ymm26, dword ptr [rdi + 616]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1600], ymm15
    vmovdqa [r8 + 1632], ymm13
    vmovq xmm0, qword ptr [rsi + 960]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 968]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 992]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm28, 7
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vmovq xmm0, qword ptr [rcx + 1328]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1336]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1024]
    sha256rnds2 xmm5, xmm6
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vprord ymm13, ymm29, 7
    vmovq xmm0, qword ptr [rsi + 1032]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1056]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1392]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm29, 18
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm28, ymm28, ymm21
    vprord ymm13, ymm26, 17
    vmovq xmm0, qword ptr [rcx + 1400]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1088]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1096]
    sha256rnds2 xmm8, xmm7
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 620]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 624]{1to8}
    vmovq xmm0, qword ptr [rsi + 1120]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1456]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1464]
    sha256rnds2 xmm3, xmm4
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1664], ymm15
    vmovdqa [r8 + 1696], ymm13
    vmovdqa32 ymm16, [r13 + -512]
    vmovdqa ymm15, [r13 + -480]
    vprord ymm13, ymm15, 7
    vmovq xmm0, qword ptr [rsi + 1152]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1160]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1184]
    sha256rnds2 xmm9, xmm10
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, [r13 + -224]
    vmovdqa ymm15, [r13 + -64]
    vmovq xmm0, qword ptr [rcx + 1520]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 1528]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1216]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm15, 17
    vprord ymm14, ymm15, 19
    vpsrld ymm15, ymm15, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovdqa32 [r13 + 0], ymm16
    vmovq xmm0, qword ptr [rsi + 1224]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1248]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1584]
    sha256rnds2 xmm1, xmm2
    vmovdqa32 ymm17, [r13 + -480]
    vmovdqa ymm15, [r13 + -448]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1592]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1280]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1288]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, [r13 + -192]
    vmovdqa ymm15, [r13 + -32]
    vprord ymm13, ymm15, 17
    vprord ymm14, ymm15, 19
    vpsrld ymm15, ymm15, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1312]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1648]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 1656]
    sha256rnds2 xmm4, xmm3
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vmovdqa32 [r13 + 32], ymm17
    vpaddd ymm13, ymm16, dword ptr [r14 + 0]{1to8}
    vpaddd ymm14, ymm17, dword ptr [r14 + 4]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1344]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1352]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1376]
    sha256rnds2 xmm10, xmm9
    vmovdqa [rdx + 0], ymm15
    vmovdqa [rdx + 32], ymm13
    vmovdqa32 ymm18, [r13 + -448]
    vmovdqa ymm15, [r13 + -416]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vmovq xmm0, qword ptr [rcx + 1712]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1360], xmm1
    vmovq xmm0, qword ptr [rcx + 1720]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1392], xmm3
    vmovq xmm0, qword ptr [rsi + 1408]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1024], xmm5
    vmovdqa [rdi + 1152], xmm6
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, [r13 + -160]
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vmovq xmm0, qword ptr [rsi + 1416]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1056], xmm7
    vmovdqa [rdi + 1184], xmm8
    vmovq xmm0, qword ptr [rsi + 1440]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1088], xmm9
    vmovdqa [rdi + 1216], xmm10
    vmovdqa xmm1, [rdi + 960]
    vpaddd xmm1, xmm1, [r9 + 48]
    vmovdqa xmm2, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovdqa32 [r13 + 64], ymm18
    vmovdqa32 ymm19, [r13 + -416]
    vmovdqa ymm15, [r13 + -384]
    vprord ymm13, ymm15, 7
    vmovdqa xmm3, [rdi + 960]
    vpaddd xmm3, xmm3, [r9 + 64]
    vmovdqa xmm4, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rdi + 960]
    vpaddd xmm5, xmm5, [r9 + 80]
    vmovdqa xmm6, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm6, xmm5
    vmovdqa xmm7, [rdi + 960]
    vpaddd xmm7, xmm7, [r9 + 96]
    vmovdqa xmm8, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm8, xmm7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, [r13 + -128]
    vprord ymm13, ymm17, 17
    vmovdqa xmm9, [rdi + 960]
    vpaddd xmm9, xmm9, [r9 + 112]
    vmovdqa xmm10, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm3, xmm4
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovdqa32 [r13 + 96], ymm19
    vpaddd ymm13, ymm18, dword ptr [r14 + 8]{1to8}
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm14, ymm19, dword ptr [r14 + 12]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 64], ymm15
    vmovdqa [rdx + 96], ymm13
    vmovdqa32 ymm20, [r13 + -384]
    vmovdqa ymm15, [r13 + -352]
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, [r13 + -96]
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vmovdqa32 [r13 + 128], ymm20
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm7, xmm8
    vmovdqa32 ymm21, [r13 + -352]
    vmovdqa ymm15, [r13 + -320]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm4, xmm3
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm21, ymm21, [r13 + -64]
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm21, ymm21, ymm13
    vmovdqa32 [r13 + 160], ymm21
    vpaddd ymm13, ymm20, dword ptr [r14 + 16]{1to8}
    vpaddd ymm14, ymm21, dword ptr [r14 + 20]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 128], ymm15
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdx + 160], ymm13
    vmovdqa32 ymm22, [r13 + -320]
    vmovdqa ymm15, [r13 + -288]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, [r13 + -32]
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm8, xmm7
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovdqa32 [r13 + 192], ymm22
    vmovdqa32 ymm23, [r13 + -288]
    vmovdqa ymm15, [r13 + -256]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 40]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 16]
    sha256rnds2 xmm3, xmm4
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vmovq xmm0, qword ptr [rsi + 24]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 48]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 56]
    sha256rnds2 xmm9, xmm10
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vmovdqa32 [r13 + 224], ymm23
    vpaddd ymm13, ymm22, dword ptr [r14 + 24]{1to8}
    vpaddd ymm14, ymm23, dword ptr [r14 + 28]{1to8}
    vmovq xmm0, qword ptr [rsi + 104]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 80]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 88]
    sha256rnds2 xmm6, xmm5
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 192], ymm15
    vmovdqa [rdx + 224], ymm13
    vmovdqa32 ymm24, [r13 + -256]
    vmovdqa ymm15, [r13 + -224]
    vprord ymm13, ymm15, 7
    vmovq xmm0, qword ptr [rsi + 112]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 120]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 168]
    sha256rnds2 xmm1, xmm2
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vmovq xmm0, qword ptr [rsi + 144]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 152]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 176]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vmovdqa32 [r13 + 256], ymm24
    vmovdqa32 ymm25, [r13 + -224]
    vmovq xmm0, qword ptr [rsi + 184]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 232]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 208]
    sha256rnds2 xmm4, xmm3
    vmovdqa ymm15, [r13 + -192]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vmovq xmm0, qword ptr [rsi + 216]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 240]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 248]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm25, ymm25, ymm18
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vmovq xmm0, qword ptr [rsi + 296]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 272]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 280]
    sha256rnds2 xmm5, xmm6
    vmovdqa32 [r13 + 288], ymm25
    vpaddd ymm13, ymm24, dword ptr [r14 + 32]{1to8}
    vpaddd ymm14, ymm25, dword ptr [r14 + 36]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 256], ymm15
    vmovdqa [rdx + 288], ymm13
    vmovq xmm0, qword ptr [rsi + 304]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 312]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 360]
    sha256rnds2 xmm2, xmm1
    vmovdqa32 ymm26, [r13 + -192]
    vmovdqa ymm15, [r13 + -160]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 336]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 344]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 368]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 376]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 424]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 400]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm26, ymm26, ymm13
    vmovdqa32 [r13 + 320], ymm26
    vmovdqa32 ymm27, [r13 + -160]
    vmovdqa ymm15, [r13 + -128]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vmovq xmm0, qword ptr [rsi + 408]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 432]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 440]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vmovq xmm0, qword ptr [rsi + 488]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 464]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 472]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vmovdqa32 [r13 + 352], ymm27
    vpaddd ymm13, ymm26, dword ptr [r14 + 40]{1to8}
    vpaddd ymm14, ymm27, dword ptr [r14 + 44]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 496]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 504]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 552]
    sha256rnds2 xmm1, xmm2
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 320], ymm15
    vmovdqa [rdx + 352], ymm13
    vmovdqa32 ymm28, [r13 + -128]
    vmovdqa ymm15, [r13 + -96]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vmovq xmm0, qword ptr [rsi + 528]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 536]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 560]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm28, ymm28, ymm21
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vmovq xmm0, qword ptr [rsi + 568]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 616]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 592]
    sha256rnds2 xmm4, xmm3
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vmovdqa32 [r13 + 384], ymm28
    vmovdqa32 ymm29, [r13 + -96]
    vmovdqa ymm15, [r13 + -64]
    vmovq xmm0, qword ptr [rsi + 600]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 624]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 632]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vpaddd ymm29, ymm29, ymm22
    vmovq xmm0, qword ptr [rsi + 680]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 656]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 664]
    sha256rnds2 xmm5, xmm6
    vprord ymm13, ymm27, 17
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vmovdqa32 [r13 + 416], ymm29
    vmovq xmm0, qword ptr [rsi + 688]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 696]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 744]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm13, ymm28, dword ptr [r14 + 48]{1to8}
    vpaddd ymm14, ymm29, dword ptr [r14 + 52]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 384], ymm15
    vmovdqa [rdx + 416], ymm13
    vmovdqa32 ymm30, [r13 + -64]
    vmovq xmm0, qword ptr [rsi + 720]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 728]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 752]
    sha256rnds2 xmm8, xmm7
    vmovdqa ymm15, [r13 + -32]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vmovq xmm0, qword ptr [rsi + 760]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 808]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 784]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm30, ymm30, ymm23
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vmovq xmm0, qword ptr [rsi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 816]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 824]
    sha256rnds2 xmm9, xmm10
    vmovdqa32 [r13 + 448], ymm30
    vmovdqa32 ymm31, [r13 + -32]
    vprord ymm13, ymm16, 7
    vprord ymm14, ymm16, 18
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 872]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 856]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm31, ymm31, ymm24
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 880]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 888]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 936]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm31, ymm31, ymm13
    vmovdqa32 [r13 + 480], ymm31
    vpaddd ymm13, ymm30, dword ptr [r14 + 56]{1to8}
    vpaddd ymm14, ymm31, dword ptr [r14 + 60]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 448], ymm15
    vmovq xmm0, qword ptr [rsi + 912]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 920]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 944]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdx + 480], ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rsi + 952]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1000]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 976]
    sha256rnds2 xmm4, xmm3
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vprord ymm14, ymm30, 19
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rsi + 984]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1008]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1016]
    sha256rnds2 xmm10, xmm9
    vmovdqa32 [r13 + 512], ymm16
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vmovq xmm0, qword ptr [rsi + 1064]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1040]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1048]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vpsrld ymm15, ymm31, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vmovq xmm0, qword ptr [rsi + 1072]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1080]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1128]
    sha256rnds2 xmm2, xmm1
    vmovdqa32 [r13 + 544], ymm17
    vpaddd ymm13, ymm16, dword ptr [r14 + 64]{1to8}
    vpaddd ymm14, ymm17, dword ptr [r14 + 68]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 512], ymm15
    vmovdqa [rdx + 544], ymm13
    vmovq xmm0, qword ptr [rsi + 1104]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1112]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1136]
    sha256rnds2 xmm8, xmm7
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, ymm27
    vmovq xmm0, qword ptr [rsi + 1144]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 1192]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1168]
    sha256rnds2 xmm3, xmm4
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovdqa32 [r13 + 576], ymm18
    vmovq xmm0, qword ptr [rsi + 1176]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1200]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1208]
    sha256rnds2 xmm9, xmm10
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vmovq xmm0, qword ptr [rsi + 1256]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 1232]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1240]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovdqa32 [r13 + 608], ymm19
    vmovq xmm0, qword ptr [rsi + 1264]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1272]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 1320]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm13, ymm18, dword ptr [r14 + 72]{1to8}
    vpaddd ymm14, ymm19, dword ptr [r14 + 76]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 576], ymm15
    vmovdqa [rdx + 608], ymm13
    vprord ymm13, ymm21, 7
    vmovq xmm0, qword ptr [rsi + 1296]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1304]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1328]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vmovq xmm0, qword ptr [rsi + 1336]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1384]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 1360]
    sha256rnds2 xmm4, xmm3
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vmovdqa32 [r13 + 640], ymm20
    vprord ymm13, ymm22, 7
    vmovq xmm0, qword ptr [rsi + 1368]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1392]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1400]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vmovq xmm0, qword ptr [rsi + 1448]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1120], xmm1
    vmovdqa [rdi + 1248], xmm2
    vmovq xmm0, qword ptr [rsi + 1424]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1040], xmm3
    vmovdqa [rdi + 1168], xmm4
    vmovq xmm0, qword ptr [rsi + 1432]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1072], xmm5
    vmovdqa [rdi + 1200], xmm6
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vmovdqa32 [r13 + 672], ymm21
    vpaddd ymm13, ymm20, dword ptr [r14 + 80]{1to8}
    vmovq xmm0, qword ptr [rsi + 1456]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1104], xmm7
    vmovdqa [rdi + 1232], xmm8
    vmovq xmm0, qword ptr [rsi + 1464]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1136], xmm9
    vmovdqa [rdi + 1264], xmm10
    vpaddd ymm14, ymm21, dword ptr [r14 + 84]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 640], ymm15
    vmovdqa [rdx + 672], ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovdqa32 [r13 + 704], ymm22
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vmovdqa32 [r13 + 736], ymm23
    vpaddd ymm13, ymm22, dword ptr [r14 + 88]{1to8}
    vpaddd ymm14, ymm23, dword ptr [r14 + 92]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 704], ymm15
    vmovdqa [rdx + 736], ymm13
    mov r10, r9
    xchg rcx, r8
    add r9, 256
    add r13, 768
    add r14, 96
    add rdx, 768
    dec r12d
    jnz .Lsame_ck_hybrid_run_2
    lea r9, [rdi + 8192]
    mov r12d, 2
    lea r13, [rdi + 10816]
    lea r14, [rdi + 136]
    lea rbx, [rdx - 1536]
    mov rdx, rsi
    mov rsi, rbx
    add eax, 8
    lea ebx, [rax + 8]
    bswap ebx
    vpbroadcastd ymm13, ebx
    vpaddd ymm13, ymm13, [rdi + 928]
    vmovdqa [rdi + 10336], ymm13
.Lsame_ck_hybrid_run_2:
    dec r11
    jnz .Lnext_ck_hybrid_run_2
.Lout_ck_hybrid_run_2:
    mov [rdi + 16], r11
    vzeroupper
    pop r14
    pop r13
    pop r12
    pop rbx
    ret
.Lhit_ck_hybrid_run_2:
    mov rbx, [rdi + 0]
    vmovdqu32 [rbx], ymm16
    mov [rbx + 32], r11
    add rbx, 64
    mov [rdi + 0], rbx
    cmp rbx, [rdi + 8]
    jb .Lbody_ck_hybrid_run_2
    jmp .Lout_ck_hybrid_run_2
    .size ck_hybrid_run_2, . - ck_hybrid_run_2
    .globl ck_hybrid_run_4
    .type ck_hybrid_run_4, @function
    .p2align 6
ck_hybrid_run_4:
    push rbx
    push r12
    push r13
    push r14
    mov r11, [rdi + 16]
    mov eax, [rdi + 24]
    mov ebx, 0xaa
    kmovw k1, ebx
    lea rsi, [rdi + 1408]
    lea rdx, [rdi + 2944]
    lea rcx, [rdi + 4480]
    lea r8, [rdi + 6336]
    lea r9, [rdi + 8192]
    mov r10, r9
    mov r12d, 4
    lea r13, [rdi + 10816]
    lea r14, [rdi + 136]
    .p2align 6
.Lnext_ck_hybrid_run_4:
    vmovdqa32 ymm16, [rdi + 1280]
    vmovdqa32 ymm17, [rdi + 1312]
    vpunpckldq ymm16, ymm16, [rdi + 1312]
    vmovdqa32 ymm18, [rdi + 1344]
    vpunpckldq ymm18, ymm18, [rdi + 1376]
    vpunpckhqdq ymm16, ymm16, ymm18
    vptestnmd k2, ymm16, dword ptr [rdi + 28]{1to8}
    kmovw ebx, k2
    test ebx, ebx
    jnz .Lhit_ck_hybrid_run_4
.Lbody_ck_hybrid_run_4:
    mov ebx, eax
    bswap ebx
    vpbroadcastd xmm13{k1}{z}, ebx
    vmovdqa [rdi + 960], xmm13
    vmovdqa xmm1, [rcx + 1728]
    vmovdqa xmm2, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 0]
    sha256rnds2 xmm2, xmm1
    vmovdqa ymm14, [r10 + 160]
    vpaddd ymm24, ymm14, [rdi + 1024]
    vpshufd ymm13{k1}{z}, ymm24, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1728], ymm13
    vmovdqa xmm3, [rcx + 1760]
    vmovdqa xmm4, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 8]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rcx + 1792]
    vmovdqa xmm6, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 32]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm25, ymm14, [rdi + 1056]
    vpshufd ymm13{k1}{z}, ymm25, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1760], ymm13
    vpaddd ymm26, ymm14, [rdi + 1088]
    vmovdqa xmm7, [rcx + 1824]
    vmovdqa xmm8, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 40]
    sha256rnds2 xmm8, xmm7
    vmovdqa xmm9, [rcx + 1744]
    vmovdqa xmm10, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 16]
    sha256rnds2 xmm10, xmm9
    vpshufd ymm13{k1}{z}, ymm26, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1792], ymm13
    vpaddd ymm27, ymm14, [rdi + 1120]
    vpshufd ymm13{k1}{z}, ymm27, 0xff
    vmovdqa xmm11, [rcx + 1776]
    vmovdqa xmm12, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 24]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 64]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1824], ymm13
    vpunpckldq ymm28, ymm24, ymm25
    vpunpckldq ymm29, ymm26, ymm27
    vpunpckhdq ymm30, ymm24, ymm25
    vmovq xmm0, qword ptr [rcx + 72]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 96]
    sha256rnds2 xmm5, xmm6
    vpunpckhdq ymm31, ymm26, ymm27
    vpunpcklqdq ymm21, ymm28, ymm29
    vpunpckhqdq ymm20, ymm28, ymm29
    vpunpcklqdq ymm17, ymm30, ymm31
    vpunpckhqdq ymm16, ymm30, ymm31
    vmovq xmm0, qword ptr [rcx + 104]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 80]
    sha256rnds2 xmm9, xmm10
    vmovdqa ymm14, [r10 + 192]
    vpaddd ymm24, ymm14, [rdi + 1152]
    vpaddd ymm25, ymm14, [rdi + 1184]
    vpaddd ymm26, ymm14, [rdi + 1216]
    vpaddd ymm27, ymm14, [rdi + 1248]
    vmovq xmm0, qword ptr [rcx + 88]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 128]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm28, ymm24, ymm25
    vpunpckldq ymm29, ymm26, ymm27
    vpunpckhdq ymm30, ymm24, ymm25
    vpunpckhdq ymm31, ymm26, ymm27
    vpunpcklqdq ymm23, ymm28, ymm29
    vmovq xmm0, qword ptr [rcx + 136]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 160]
    sha256rnds2 xmm6, xmm5
    vpunpckhqdq ymm22, ymm28, ymm29
    vpunpcklqdq ymm19, ymm30, ymm31
    vpunpckhqdq ymm18, ymm30, ymm31
    vpaddd ymm13, ymm17, dword ptr [rdi + 388]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 392]{1to8}
    vmovq xmm0, qword ptr [rcx + 168]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 144]
    sha256rnds2 xmm10, xmm9
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 0], ymm15
    vmovdqa [r8 + 32], ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 396]{1to8}
    vmovq xmm0, qword ptr [rcx + 152]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 192]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm14, ymm20, dword ptr [rdi + 400]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 64], ymm15
    vmovdqa [r8 + 96], ymm13
    vmovq xmm0, qword ptr [rcx + 200]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 224]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm13, ymm21, dword ptr [rdi + 404]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 408]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 128], ymm15
    vmovq xmm0, qword ptr [rcx + 232]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 208]
    sha256rnds2 xmm9, xmm10
    vmovdqa [r8 + 160], ymm13
    vpbroadcastd ymm24, dword ptr [rdi + 748]
    vpbroadcastd ymm31, dword ptr [rdi + 740]
    vpaddd ymm13, ymm23, dword ptr [rdi + 412]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 416]{1to8}
    vmovq xmm0, qword ptr [rcx + 216]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 192], ymm15
    vmovdqa [r8 + 224], ymm13
    vprord ymm13, ymm17, 7
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm13, ymm31, dword ptr [rdi + 444]{1to8}
    vpaddd ymm14, ymm16, dword ptr [rdi + 448]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 256], ymm15
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm1, xmm2
    vmovdqa [r8 + 288], ymm13
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, dword ptr [rdi + 736]{1to8}
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm9, xmm10
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vprord ymm13, ymm16, 17
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm13, ymm17, dword ptr [rdi + 452]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 456]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 320], ymm15
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 352], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 256]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vmovq xmm0, qword ptr [rcx + 264]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 288]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vmovq xmm0, qword ptr [rcx + 296]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 272]
    sha256rnds2 xmm9, xmm10
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vprord ymm13, ymm18, 17
    vmovq xmm0, qword ptr [rcx + 280]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 320]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vmovq xmm0, qword ptr [rcx + 328]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 352]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm13, ymm19, dword ptr [rdi + 460]{1to8}
    vpaddd ymm14, ymm20, dword ptr [rdi + 464]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 384], ymm15
    vmovq xmm0, qword ptr [rcx + 360]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 336]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 416], ymm13
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 344]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 384]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vmovq xmm0, qword ptr [rcx + 392]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 416]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vmovq xmm0, qword ptr [rcx + 424]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 400]
    sha256rnds2 xmm9, xmm10
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vprord ymm13, ymm20, 17
    vmovq xmm0, qword ptr [rcx + 408]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 448]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovq xmm0, qword ptr [rcx + 456]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 480]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm22, ymm22, dword ptr [rdi + 740]{1to8}
    vpaddd ymm13, ymm21, dword ptr [rdi + 468]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 472]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 488]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 464]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 448], ymm15
    vmovdqa [r8 + 480], ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vmovq xmm0, qword ptr [rcx + 472]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 512]
    sha256rnds2 xmm1, xmm2
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, dword ptr [rdi + 744]{1to8}
    vmovq xmm0, qword ptr [rcx + 520]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 544]
    sha256rnds2 xmm5, xmm6
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 552]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 528]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm24, ymm17, ymm13
    vpaddd ymm24, ymm24, dword ptr [rdi + 748]{1to8}
    vpaddd ymm13, ymm23, dword ptr [rdi + 476]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 480]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 536]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 576]
    sha256rnds2 xmm2, xmm1
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 512], ymm15
    vmovdqa [r8 + 544], ymm13
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vmovq xmm0, qword ptr [rcx + 584]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 608]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm18, ymm13
    vprord ymm13, ymm24, 17
    vmovq xmm0, qword ptr [rcx + 616]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 592]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm19, ymm13
    vmovq xmm0, qword ptr [rcx + 600]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 640]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm13, ymm25, dword ptr [rdi + 484]{1to8}
    vpaddd ymm14, ymm26, dword ptr [rdi + 488]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 576], ymm15
    vmovq xmm0, qword ptr [rcx + 648]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 672]
    sha256rnds2 xmm5, xmm6
    vmovdqa [r8 + 608], ymm13
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 680]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 656]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm20, ymm13
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vmovq xmm0, qword ptr [rcx + 664]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 704]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm21, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 492]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 496]{1to8}
    vmovq xmm0, qword ptr [rcx + 712]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 736]
    sha256rnds2 xmm6, xmm5
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 640], ymm15
    vmovdqa [r8 + 672], ymm13
    vprord ymm13, ymm27, 17
    vmovq xmm0, qword ptr [rcx + 744]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 720]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm22, ymm13
    vmovq xmm0, qword ptr [rcx + 728]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 768]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 776]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 800]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm30, ymm23, ymm13
    vpaddd ymm30, ymm30, dword ptr [rdi + 752]{1to8}
    vpaddd ymm13, ymm29, dword ptr [rdi + 500]{1to8}
    vpaddd ymm14, ymm30, dword ptr [rdi + 504]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 808]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 784]
    sha256rnds2 xmm9, xmm10
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 704], ymm15
    vmovdqa [r8 + 736], ymm13
    vprord ymm13, ymm16, 7
    vprord ymm14, ymm16, 18
    vmovq xmm0, qword ptr [rcx + 792]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 832]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm31, ymm31, ymm24
    vmovq xmm0, qword ptr [rcx + 840]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 864]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 872]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 848]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm31, ymm31, ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 856]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 896]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vprord ymm14, ymm30, 19
    vmovq xmm0, qword ptr [rcx + 904]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 928]
    sha256rnds2 xmm5, xmm6
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm13, ymm31, dword ptr [rdi + 508]{1to8}
    vmovq xmm0, qword ptr [rcx + 936]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 912]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm14, ymm16, dword ptr [rdi + 512]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 768], ymm15
    vmovdqa [r8 + 800], ymm13
    vmovq xmm0, qword ptr [rcx + 920]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 960]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 968]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 992]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vpsrld ymm15, ymm31, 10
    vmovq xmm0, qword ptr [rcx + 1000]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 976]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vmovq xmm0, qword ptr [rcx + 984]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1024]
    sha256rnds2 xmm1, xmm2
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, ymm27
    vmovq xmm0, qword ptr [rcx + 1032]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1056]
    sha256rnds2 xmm5, xmm6
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1064]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1040]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm13, ymm17, dword ptr [rdi + 516]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 520]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1048]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1088]
    sha256rnds2 xmm2, xmm1
    vmovdqa [r8 + 832], ymm15
    vmovdqa [r8 + 864], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vmovq xmm0, qword ptr [rcx + 1096]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1120]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vprord ymm13, ymm17, 17
    vmovq xmm0, qword ptr [rcx + 1128]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1104]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovq xmm0, qword ptr [rcx + 1112]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1152]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1160]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1184]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vmovq xmm0, qword ptr [rcx + 1192]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1168]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 524]{1to8}
    vpaddd ymm14, ymm20, dword ptr [rdi + 528]{1to8}
    vmovq xmm0, qword ptr [rcx + 1176]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1216]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 896], ymm15
    vmovdqa [r8 + 928], ymm13
    vprord ymm13, ymm22, 7
    vmovq xmm0, qword ptr [rcx + 1224]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1248]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vmovq xmm0, qword ptr [rcx + 1256]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1232]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1240]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1280]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vpsrld ymm15, ymm23, 3
    vmovq xmm0, qword ptr [rcx + 1288]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1312]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vprord ymm13, ymm20, 17
    vmovq xmm0, qword ptr [rcx + 1320]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1296]
    sha256rnds2 xmm9, xmm10
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovq xmm0, qword ptr [rcx + 1304]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1344]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm13, ymm21, dword ptr [rdi + 532]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 536]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 960], ymm15
    vmovq xmm0, qword ptr [rcx + 1352]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1376]
    sha256rnds2 xmm6, xmm5
    vmovdqa [r8 + 992], ymm13
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1384]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1360]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vmovq xmm0, qword ptr [rcx + 1368]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1408]
    sha256rnds2 xmm1, xmm2
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vprord ymm13, ymm25, 7
    vmovq xmm0, qword ptr [rcx + 1416]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1440]
    sha256rnds2 xmm5, xmm6
    vprord ymm14, ymm25, 18
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vmovq xmm0, qword ptr [rcx + 1448]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1424]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1432]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1472]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm13, ymm23, dword ptr [rdi + 540]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 544]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1480]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1504]
    sha256rnds2 xmm6, xmm5
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1024], ymm15
    vmovdqa [r8 + 1056], ymm13
    vprord ymm13, ymm26, 7
    vprord ymm14, ymm26, 18
    vmovq xmm0, qword ptr [rcx + 1512]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1488]
    sha256rnds2 xmm10, xmm9
    vpsrld ymm15, ymm26, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vpaddd ymm25, ymm25, ymm18
    vmovq xmm0, qword ptr [rcx + 1496]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1536]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1544]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1568]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm25, ymm25, ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vpsrld ymm15, ymm27, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1576]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rcx + 1552]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vmovq xmm0, qword ptr [rcx + 1560]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1600]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm13, ymm25, dword ptr [rdi + 548]{1to8}
    vmovq xmm0, qword ptr [rcx + 1608]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1632]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm14, ymm26, dword ptr [rdi + 552]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1088], ymm15
    vmovdqa [r8 + 1120], ymm13
    vmovq xmm0, qword ptr [rcx + 1640]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rcx + 1616]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm28, 7
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1624]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1664]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1280], xmm1
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vmovq xmm0, qword ptr [rcx + 1672]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1312], xmm3
    vmovq xmm0, qword ptr [rcx + 1696]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1344], xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vprord ymm13, ymm29, 7
    vprord ymm14, ymm29, 18
    vmovq xmm0, qword ptr [rcx + 1704]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1376], xmm7
    vmovq xmm0, qword ptr [rcx + 1680]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1296], xmm9
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm28, ymm28, ymm21
    vmovq xmm0, qword ptr [rcx + 1688]
    sha256rnds2 xmm11, xmm12
    vmovdqa [rdi + 1328], xmm11
    vmovdqa xmm1, [rcx + 1808]
    vmovdqa xmm2, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 48]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovdqa xmm3, [rcx + 1840]
    vmovdqa xmm4, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 56]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rdi + 960]
    vpaddd xmm5, xmm5, [r9 + 0]
    vmovdqa xmm6, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 556]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 560]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa xmm7, [rdi + 960]
    vpaddd xmm7, xmm7, [r9 + 16]
    vmovdqa xmm8, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm8, xmm7
    vmovdqa xmm9, [rdi + 960]
    vpaddd xmm9, xmm9, [r9 + 32]
    vmovdqa xmm10, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 1152], ymm15
    vmovdqa [r8 + 1184], ymm13
    vprord ymm13, ymm30, 7
    vprord ymm14, ymm30, 18
    vpsrld ymm15, ymm30, 3
    vmovq xmm0, qword ptr [rcx + 112]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 120]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vpaddd ymm29, ymm29, ymm22
    vprord ymm13, ymm27, 17
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 176]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm31, 7
    vprord ymm14, ymm31, 18
    vpsrld ymm15, ymm31, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 184]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm30, ymm30, ymm23
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm13, ymm29, dword ptr [rdi + 564]{1to8}
    vpaddd ymm14, ymm30, dword ptr [rdi + 568]{1to8}
    vmovq xmm0, qword ptr [rcx + 240]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 248]
    sha256rnds2 xmm3, xmm4
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1216], ymm15
    vmovdqa [r8 + 1248], ymm13
    vprord ymm13, ymm16, 7
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm16, 18
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm31, ymm31, ymm24
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm3, xmm4
    vprord ymm14, ymm30, 19
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm13, ymm31, dword ptr [rdi + 572]{1to8}
    vpaddd ymm14, ymm16, dword ptr [rdi + 576]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1280], ymm15
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm2, xmm1
    vmovdqa [r8 + 1312], ymm13
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm10, xmm9
    vpsrld ymm15, ymm31, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vprord ymm13, ymm19, 7
    vmovq xmm0, qword ptr [rcx + 304]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 312]
    sha256rnds2 xmm3, xmm4
    vprord ymm14, ymm19, 18
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovq xmm0, qword ptr [rsi + 0]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 8]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm18, ymm18, ymm27
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 32]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 368]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm13, ymm17, dword ptr [rdi + 580]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 584]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 376]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 64]
    sha256rnds2 xmm6, xmm5
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1344], ymm15
    vmovdqa [r8 + 1376], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vmovq xmm0, qword ptr [rsi + 72]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 96]
    sha256rnds2 xmm10, xmm9
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vmovq xmm0, qword ptr [rcx + 432]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 440]
    sha256rnds2 xmm3, xmm4
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 128]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 136]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 160]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 496]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vmovq xmm0, qword ptr [rcx + 504]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 192]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 588]{1to8}
    vmovq xmm0, qword ptr [rsi + 200]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 224]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm14, ymm20, dword ptr [rdi + 592]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1408], ymm15
    vmovdqa [r8 + 1440], ymm13
    vmovq xmm0, qword ptr [rcx + 560]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 568]
    sha256rnds2 xmm3, xmm4
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 256]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 264]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vmovq xmm0, qword ptr [rsi + 288]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 624]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vmovq xmm0, qword ptr [rcx + 632]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 320]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vmovq xmm0, qword ptr [rsi + 328]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 352]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 688]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 696]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm13, ymm21, dword ptr [rdi + 596]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 600]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 384]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 392]
    sha256rnds2 xmm7, xmm8
    vmovdqa [r8 + 1472], ymm15
    vmovdqa [r8 + 1504], ymm13
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vmovq xmm0, qword ptr [rsi + 416]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 752]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vmovq xmm0, qword ptr [rcx + 760]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 448]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vmovq xmm0, qword ptr [rsi + 456]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 480]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm25, 7
    vprord ymm14, ymm25, 18
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 816]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 824]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vmovq xmm0, qword ptr [rsi + 512]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 520]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm13, ymm23, dword ptr [rdi + 604]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 608]{1to8}
    vmovq xmm0, qword ptr [rsi + 544]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 880]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1536], ymm15
    vmovdqa [r8 + 1568], ymm13
    vprord ymm13, ymm26, 7
    vmovq xmm0, qword ptr [rcx + 888]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 576]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm26, 18
    vpsrld ymm15, ymm26, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vmovq xmm0, qword ptr [rsi + 584]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 608]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm25, ymm25, ymm18
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 944]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 952]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vpsrld ymm15, ymm27, 3
    vmovq xmm0, qword ptr [rsi + 640]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 648]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vmovq xmm0, qword ptr [rsi + 672]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1008]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vmovq xmm0, qword ptr [rcx + 1016]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 704]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm13, ymm25, dword ptr [rdi + 612]{1to8}
    vpaddd ymm14, ymm26, dword ptr [rdi + 616]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1600], ymm15
    vmovq xmm0, qword ptr [rsi + 712]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 736]
    sha256rnds2 xmm10, xmm9
    vmovdqa [r8 + 1632], ymm13
    vprord ymm13, ymm28, 7
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1072]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1080]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vmovq xmm0, qword ptr [rsi + 768]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 776]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vprord ymm13, ymm29, 7
    vmovq xmm0, qword ptr [rsi + 800]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1136]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm29, 18
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vmovq xmm0, qword ptr [rcx + 1144]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 832]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm28, ymm28, ymm21
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 840]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 864]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 620]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 624]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1200]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1208]
    sha256rnds2 xmm3, xmm4
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1664], ymm15
    vmovdqa [r8 + 1696], ymm13
    vmovdqa32 ymm16, [r13 + -512]
    vmovdqa ymm15, [r13 + -480]
    vmovq xmm0, qword ptr [rsi + 896]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 904]
    sha256rnds2 xmm7, xmm8
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 928]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1264]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, [r13 + -224]
    vmovdqa ymm15, [r13 + -64]
    vprord ymm13, ymm15, 17
    vprord ymm14, ymm15, 19
    vmovq xmm0, qword ptr [rcx + 1272]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 960]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm15, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovdqa32 [r13 + 0], ymm16
    vmovq xmm0, qword ptr [rsi + 968]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 992]
    sha256rnds2 xmm10, xmm9
    vmovdqa32 ymm17, [r13 + -480]
    vmovdqa ymm15, [r13 + -448]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vmovq xmm0, qword ptr [rcx + 1328]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1336]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, [r13 + -192]
    vmovdqa ymm15, [r13 + -32]
    vmovq xmm0, qword ptr [rsi + 1024]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1032]
    sha256rnds2 xmm7, xmm8
    vprord ymm13, ymm15, 17
    vprord ymm14, ymm15, 19
    vpsrld ymm15, ymm15, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 1056]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1392]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm17, ymm17, ymm13
    vmovdqa32 [r13 + 32], ymm17
    vpaddd ymm13, ymm16, dword ptr [r14 + 0]{1to8}
    vpaddd ymm14, ymm17, dword ptr [r14 + 4]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1400]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1088]
    sha256rnds2 xmm6, xmm5
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 0], ymm15
    vmovdqa [rdx + 32], ymm13
    vmovdqa32 ymm18, [r13 + -448]
    vmovdqa ymm15, [r13 + -416]
    vmovq xmm0, qword ptr [rsi + 1096]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1120]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1456]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1464]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, [r13 + -160]
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vmovq xmm0, qword ptr [rsi + 1152]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1160]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovdqa32 [r13 + 64], ymm18
    vmovdqa32 ymm19, [r13 + -416]
    vmovq xmm0, qword ptr [rsi + 1184]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1520]
    sha256rnds2 xmm2, xmm1
    vmovdqa ymm15, [r13 + -384]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1528]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1216]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, [r13 + -128]
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vmovq xmm0, qword ptr [rsi + 1224]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1248]
    sha256rnds2 xmm10, xmm9
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovdqa32 [r13 + 96], ymm19
    vmovq xmm0, qword ptr [rcx + 1584]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1592]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm13, ymm18, dword ptr [r14 + 8]{1to8}
    vpaddd ymm14, ymm19, dword ptr [r14 + 12]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 64], ymm15
    vmovq xmm0, qword ptr [rsi + 1280]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1288]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdx + 96], ymm13
    vmovdqa32 ymm20, [r13 + -384]
    vmovdqa ymm15, [r13 + -352]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vmovq xmm0, qword ptr [rsi + 1312]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1648]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, [r13 + -96]
    vmovq xmm0, qword ptr [rcx + 1656]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1344]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 1352]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1376]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm20, ymm20, ymm13
    vmovdqa32 [r13 + 128], ymm20
    vmovdqa32 ymm21, [r13 + -352]
    vmovdqa ymm15, [r13 + -320]
    vprord ymm13, ymm15, 7
    vmovq xmm0, qword ptr [rcx + 1712]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1360], xmm1
    vmovq xmm0, qword ptr [rcx + 1720]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1392], xmm3
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vmovq xmm0, qword ptr [rsi + 1408]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1024], xmm5
    vmovdqa [rdi + 1152], xmm6
    vmovq xmm0, qword ptr [rsi + 1416]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1056], xmm7
    vmovdqa [rdi + 1184], xmm8
    vpaddd ymm21, ymm21, [r13 + -64]
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1440]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1088], xmm9
    vmovdqa [rdi + 1216], xmm10
    vmovdqa xmm1, [rdi + 960]
    vpaddd xmm1, xmm1, [r9 + 48]
    vmovdqa xmm2, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vmovdqa32 [r13 + 160], ymm21
    vpaddd ymm13, ymm20, dword ptr [r14 + 16]{1to8}
    vpaddd ymm14, ymm21, dword ptr [r14 + 20]{1to8}
    vmovdqa xmm3, [rdi + 960]
    vpaddd xmm3, xmm3, [r9 + 64]
    vmovdqa xmm4, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rdi + 960]
    vpaddd xmm5, xmm5, [r9 + 80]
    vmovdqa xmm6, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm6, xmm5
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 128], ymm15
    vmovdqa [rdx + 160], ymm13
    vmovdqa32 ymm22, [r13 + -320]
    vmovdqa xmm7, [rdi + 960]
    vpaddd xmm7, xmm7, [r9 + 96]
    vmovdqa xmm8, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm8, xmm7
    vmovdqa xmm9, [rdi + 960]
    vpaddd xmm9, xmm9, [r9 + 112]
    vmovdqa xmm10, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm10, xmm9
    vmovdqa ymm15, [r13 + -288]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, [r13 + -32]
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovdqa32 [r13 + 192], ymm22
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm2, xmm1
    vmovdqa32 ymm23, [r13 + -288]
    vmovdqa ymm15, [r13 + -256]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm3, xmm4
    vmovdqa32 [r13 + 224], ymm23
    vpaddd ymm13, ymm22, dword ptr [r14 + 24]{1to8}
    vpaddd ymm14, ymm23, dword ptr [r14 + 28]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdx + 192], ymm15
    vmovdqa [rdx + 224], ymm13
    vmovdqa32 ymm24, [r13 + -256]
    vmovdqa ymm15, [r13 + -224]
    vprord ymm13, ymm15, 7
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vmovdqa32 [r13 + 256], ymm24
    vmovdqa32 ymm25, [r13 + -224]
    vmovdqa ymm15, [r13 + -192]
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm3, xmm4
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm25, ymm25, ymm13
    vpaddd ymm25, ymm25, ymm18
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vmovdqa32 [r13 + 288], ymm25
    vpaddd ymm13, ymm24, dword ptr [r14 + 32]{1to8}
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm14, ymm25, dword ptr [r14 + 36]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 256], ymm15
    vmovdqa [rdx + 288], ymm13
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm10, xmm9
    vmovdqa32 ymm26, [r13 + -192]
    vmovdqa ymm15, [r13 + -160]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vmovq xmm0, qword ptr [rsi + 40]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 16]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vmovq xmm0, qword ptr [rsi + 24]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 48]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vmovq xmm0, qword ptr [rsi + 56]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 104]
    sha256rnds2 xmm2, xmm1
    vmovdqa32 [r13 + 320], ymm26
    vmovdqa32 ymm27, [r13 + -160]
    vmovdqa ymm15, [r13 + -128]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vmovq xmm0, qword ptr [rsi + 80]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 88]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vmovq xmm0, qword ptr [rsi + 112]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 120]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 168]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 144]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm27, ymm27, ymm13
    vmovdqa32 [r13 + 352], ymm27
    vpaddd ymm13, ymm26, dword ptr [r14 + 40]{1to8}
    vpaddd ymm14, ymm27, dword ptr [r14 + 44]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 152]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 176]
    sha256rnds2 xmm7, xmm8
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 320], ymm15
    vmovdqa [rdx + 352], ymm13
    vmovq xmm0, qword ptr [rsi + 184]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 232]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 208]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 216]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 240]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 248]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 296]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 272]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 280]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 304]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 312]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 360]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 336]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 344]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 368]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 376]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 424]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 400]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 408]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 432]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 440]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 488]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 464]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 472]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 496]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 504]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 552]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 528]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 536]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 560]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 568]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 616]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 592]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 600]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 624]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 632]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 680]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 656]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 664]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 688]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 696]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 744]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 720]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 728]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 752]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 760]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 808]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 784]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 816]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 824]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 872]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 856]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 880]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 888]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 936]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 912]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 920]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 944]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 952]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1000]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 976]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 984]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1008]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1016]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 1064]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1040]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1048]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1072]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1080]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1128]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 1104]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1112]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1136]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1144]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 1192]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1168]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1176]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1200]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1208]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1256]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 1232]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1240]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1264]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1272]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 1320]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1296]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1304]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1328]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1336]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1384]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 1360]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1368]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1392]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1400]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 1448]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1120], xmm1
    vmovdqa [rdi + 1248], xmm2
    vmovq xmm0, qword ptr [rsi + 1424]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1040], xmm3
    vmovdqa [rdi + 1168], xmm4
    vmovq xmm0, qword ptr [rsi + 1432]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1072], xmm5
    vmovdqa [rdi + 1200], xmm6
    vmovq xmm0, qword ptr [rsi + 1456]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1104], xmm7
    vmovdqa [rdi + 1232], xmm8
    vmovq xmm0, qword ptr [rsi + 1464]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1136], xmm9
    vmovdqa [rdi + 1264], xmm10
    mov r10, r9
    xchg rcx, r8
    add r9, 256
    add r13, 384
    add r14, 48
    add rdx, 384
    dec r12d
    jnz .Lsame_ck_hybrid_run_4
    lea r9, [rdi + 8192]
    mov r12d, 4
    lea r13, [rdi + 10816]
    lea r14, [rdi + 136]
    lea rbx, [rdx - 1536]
    mov rdx, rsi
    mov rsi, rbx
    add eax, 8
    lea ebx, [rax + 8]
    bswap ebx
    vpbroadcastd ymm13, ebx
    vpaddd ymm13, ymm13, [rdi + 928]
    vmovdqa [rdi + 10336], ymm13
.Lsame_ck_hybrid_run_4:
    dec r11
    jnz .Lnext_ck_hybrid_run_4
.Lout_ck_hybrid_run_4:
    mov [rdi + 16], r11
    vzeroupper
    pop r14
    pop r13
    pop r12
    pop rbx
    ret
.Lhit_ck_hybrid_run_4:
    mov rbx, [rdi + 0]
    vmovdqu32 [rbx], ymm16
    mov [rbx + 32], r11
    add rbx, 64
    mov [rdi + 0], rbx
    cmp rbx, [rdi + 8]
    jb .Lbody_ck_hybrid_run_4
    jmp .Lout_ck_hybrid_run_4
    .size ck_hybrid_run_4, . - ck_hybrid_run_4
    .globl ck_hybrid_run_8
    .type ck_hybrid_run_8, @function
    .p2align 6
ck_hybrid_run_8:
    push rbx
    push r12
    push r13
    push r14
    mov r11, [rdi + 16]
    mov eax, [rdi + 24]
    mov ebx, 0xaa
    kmovw k1, ebx
    lea rsi, [rdi + 1408]
    lea rdx, [rdi + 2944]
    lea rcx, [rdi + 4480]
    lea r8, [rdi + 6336]
    lea r9, [rdi + 8192]
    mov r10, r9
    mov r12d, 8
    lea r13, [rdi + 10816]
    lea r14, [rdi + 136]
    .p2align 6
.Lnext_ck_hybrid_run_8:
    vmovdqa32 ymm16, [rdi + 1280]
    vmovdqa32 ymm17, [rdi + 1312]
    vpunpckldq ymm16, ymm16, [rdi + 1312]
    vmovdqa32 ymm18, [rdi + 1344]
    vpunpckldq ymm18, ymm18, [rdi + 1376]
    vpunpckhqdq ymm16, ymm16, ymm18
    vptestnmd k2, ymm16, dword ptr [rdi + 28]{1to8}
    kmovw ebx, k2
    test ebx, ebx
    jnz .Lhit_ck_hybrid_run_8
.Lbody_ck_hybrid_run_8:
    mov ebx, eax
    bswap ebx
    vpbroadcastd xmm13{k1}{z}, ebx
    vmovdqa [rdi + 960], xmm13
    vmovdqa xmm1, [rcx + 1728]
    vmovdqa xmm2, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 0]
    sha256rnds2 xmm2, xmm1
    vmovdqa ymm14, [r10 + 160]
    vpaddd ymm24, ymm14, [rdi + 1024]
    vpshufd ymm13{k1}{z}, ymm24, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1728], ymm13
    vmovdqa xmm3, [rcx + 1760]
    vmovdqa xmm4, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 8]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rcx + 1792]
    vmovdqa xmm6, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 32]
    sha256rnds2 xmm6, xmm5
    vmovdqa xmm7, [rcx + 1824]
    vmovdqa xmm8, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 40]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm25, ymm14, [rdi + 1056]
    vpshufd ymm13{k1}{z}, ymm25, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1760], ymm13
    vpaddd ymm26, ymm14, [rdi + 1088]
    vmovdqa xmm9, [rcx + 1744]
    vmovdqa xmm10, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 16]
    sha256rnds2 xmm10, xmm9
    vmovdqa xmm11, [rcx + 1776]
    vmovdqa xmm12, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 24]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 64]
    sha256rnds2 xmm1, xmm2
    vpshufd ymm13{k1}{z}, ymm26, 0xff
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1792], ymm13
    vpaddd ymm27, ymm14, [rdi + 1120]
    vpshufd ymm13{k1}{z}, ymm27, 0xff
    vmovq xmm0, qword ptr [rcx + 72]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 96]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 104]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm13, ymm13, [rdi + 864]
    vmovdqa [r8 + 1824], ymm13
    vpunpckldq ymm28, ymm24, ymm25
    vpunpckldq ymm29, ymm26, ymm27
    vpunpckhdq ymm30, ymm24, ymm25
    vmovq xmm0, qword ptr [rcx + 80]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 88]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 128]
    sha256rnds2 xmm2, xmm1
    vpunpckhdq ymm31, ymm26, ymm27
    vpunpcklqdq ymm21, ymm28, ymm29
    vpunpckhqdq ymm20, ymm28, ymm29
    vpunpcklqdq ymm17, ymm30, ymm31
    vpunpckhqdq ymm16, ymm30, ymm31
    vmovq xmm0, qword ptr [rcx + 136]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 160]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 168]
    sha256rnds2 xmm8, xmm7
    vmovdqa ymm14, [r10 + 192]
    vpaddd ymm24, ymm14, [rdi + 1152]
    vpaddd ymm25, ymm14, [rdi + 1184]
    vpaddd ymm26, ymm14, [rdi + 1216]
    vpaddd ymm27, ymm14, [rdi + 1248]
    vmovq xmm0, qword ptr [rcx + 144]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 152]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 192]
    sha256rnds2 xmm1, xmm2
    vpunpckldq ymm28, ymm24, ymm25
    vpunpckldq ymm29, ymm26, ymm27
    vpunpckhdq ymm30, ymm24, ymm25
    vpunpckhdq ymm31, ymm26, ymm27
    vpunpcklqdq ymm23, ymm28, ymm29
    vmovq xmm0, qword ptr [rcx + 200]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 224]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 232]
    sha256rnds2 xmm7, xmm8
    vpunpckhqdq ymm22, ymm28, ymm29
    vpunpcklqdq ymm19, ymm30, ymm31
    vpunpckhqdq ymm18, ymm30, ymm31
    vpaddd ymm13, ymm17, dword ptr [rdi + 388]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 392]{1to8}
    vmovq xmm0, qword ptr [rcx + 208]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 216]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 0], ymm15
    vmovdqa [r8 + 32], ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 396]{1to8}
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm14, ymm20, dword ptr [rdi + 400]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 64], ymm15
    vmovdqa [r8 + 96], ymm13
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm13, ymm21, dword ptr [rdi + 404]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 408]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 128], ymm15
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm7, xmm8
    vmovdqa [r8 + 160], ymm13
    vpbroadcastd ymm24, dword ptr [rdi + 748]
    vpbroadcastd ymm31, dword ptr [rdi + 740]
    vpaddd ymm13, ymm23, dword ptr [rdi + 412]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 416]{1to8}
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 192], ymm15
    vmovdqa [r8 + 224], ymm13
    vprord ymm13, ymm17, 7
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm8, xmm7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 256]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm13, ymm31, dword ptr [rdi + 444]{1to8}
    vpaddd ymm14, ymm16, dword ptr [rdi + 448]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 256], ymm15
    vmovq xmm0, qword ptr [rcx + 264]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 288]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 296]
    sha256rnds2 xmm7, xmm8
    vmovdqa [r8 + 288], ymm13
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 272]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 280]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 320]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, dword ptr [rdi + 736]{1to8}
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vmovq xmm0, qword ptr [rcx + 328]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 352]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 360]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vprord ymm13, ymm16, 17
    vmovq xmm0, qword ptr [rcx + 336]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 344]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 384]
    sha256rnds2 xmm1, xmm2
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovq xmm0, qword ptr [rcx + 392]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 416]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 424]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm13, ymm17, dword ptr [rdi + 452]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 456]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 320], ymm15
    vmovq xmm0, qword ptr [rcx + 400]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 408]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 448]
    sha256rnds2 xmm2, xmm1
    vmovdqa [r8 + 352], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 456]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 480]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 488]
    sha256rnds2 xmm8, xmm7
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vmovq xmm0, qword ptr [rcx + 464]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 472]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 512]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vmovq xmm0, qword ptr [rcx + 520]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 544]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 552]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vprord ymm13, ymm18, 17
    vmovq xmm0, qword ptr [rcx + 528]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 536]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 576]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vmovq xmm0, qword ptr [rcx + 584]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 608]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 616]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm13, ymm19, dword ptr [rdi + 460]{1to8}
    vpaddd ymm14, ymm20, dword ptr [rdi + 464]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 384], ymm15
    vmovq xmm0, qword ptr [rcx + 592]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 600]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 640]
    sha256rnds2 xmm1, xmm2
    vmovdqa [r8 + 416], ymm13
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 648]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 672]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 680]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vmovq xmm0, qword ptr [rcx + 656]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 664]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 704]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vmovq xmm0, qword ptr [rcx + 712]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 736]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 744]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vprord ymm13, ymm20, 17
    vmovq xmm0, qword ptr [rcx + 720]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 728]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 768]
    sha256rnds2 xmm1, xmm2
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovq xmm0, qword ptr [rcx + 776]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 800]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 808]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm22, ymm22, dword ptr [rdi + 740]{1to8}
    vpaddd ymm13, ymm21, dword ptr [rdi + 468]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 472]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 784]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 792]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 832]
    sha256rnds2 xmm2, xmm1
    vmovdqa [r8 + 448], ymm15
    vmovdqa [r8 + 480], ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vmovq xmm0, qword ptr [rcx + 840]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 864]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 872]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, dword ptr [rdi + 744]{1to8}
    vmovq xmm0, qword ptr [rcx + 848]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 856]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 896]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 904]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 928]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 936]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm24, ymm17, ymm13
    vpaddd ymm24, ymm24, dword ptr [rdi + 748]{1to8}
    vpaddd ymm13, ymm23, dword ptr [rdi + 476]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 480]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 912]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 920]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 960]
    sha256rnds2 xmm2, xmm1
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 512], ymm15
    vmovdqa [r8 + 544], ymm13
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vmovq xmm0, qword ptr [rcx + 968]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 992]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1000]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm18, ymm13
    vprord ymm13, ymm24, 17
    vmovq xmm0, qword ptr [rcx + 976]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 984]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1024]
    sha256rnds2 xmm1, xmm2
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm19, ymm13
    vmovq xmm0, qword ptr [rcx + 1032]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1056]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1064]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm13, ymm25, dword ptr [rdi + 484]{1to8}
    vpaddd ymm14, ymm26, dword ptr [rdi + 488]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 576], ymm15
    vmovq xmm0, qword ptr [rcx + 1040]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1048]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1088]
    sha256rnds2 xmm2, xmm1
    vmovdqa [r8 + 608], ymm13
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1096]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1120]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1128]
    sha256rnds2 xmm8, xmm7
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm20, ymm13
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vmovq xmm0, qword ptr [rcx + 1104]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1112]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1152]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm21, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 492]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 496]{1to8}
    vmovq xmm0, qword ptr [rcx + 1160]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1184]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1192]
    sha256rnds2 xmm7, xmm8
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 640], ymm15
    vmovdqa [r8 + 672], ymm13
    vprord ymm13, ymm27, 17
    vmovq xmm0, qword ptr [rcx + 1168]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1176]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1216]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm22, ymm13
    vmovq xmm0, qword ptr [rcx + 1224]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1248]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1256]
    sha256rnds2 xmm8, xmm7
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1232]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1240]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1280]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm30, ymm23, ymm13
    vpaddd ymm30, ymm30, dword ptr [rdi + 752]{1to8}
    vpaddd ymm13, ymm29, dword ptr [rdi + 500]{1to8}
    vpaddd ymm14, ymm30, dword ptr [rdi + 504]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1288]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1312]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1320]
    sha256rnds2 xmm7, xmm8
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 704], ymm15
    vmovdqa [r8 + 736], ymm13
    vprord ymm13, ymm16, 7
    vprord ymm14, ymm16, 18
    vmovq xmm0, qword ptr [rcx + 1296]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1304]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1344]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vpaddd ymm31, ymm31, ymm24
    vmovq xmm0, qword ptr [rcx + 1352]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1376]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1384]
    sha256rnds2 xmm8, xmm7
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1360]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1368]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1408]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm31, ymm31, ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1416]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1440]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1448]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vprord ymm14, ymm30, 19
    vmovq xmm0, qword ptr [rcx + 1424]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1432]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1472]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm13, ymm31, dword ptr [rdi + 508]{1to8}
    vmovq xmm0, qword ptr [rcx + 1480]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1504]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1512]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm14, ymm16, dword ptr [rdi + 512]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 768], ymm15
    vmovdqa [r8 + 800], ymm13
    vmovq xmm0, qword ptr [rcx + 1488]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1496]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1536]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1544]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rcx + 1568]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rcx + 1576]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vpsrld ymm15, ymm31, 10
    vmovq xmm0, qword ptr [rcx + 1552]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1560]
    sha256rnds2 xmm11, xmm12
    vmovq xmm0, qword ptr [rcx + 1600]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vprord ymm13, ymm19, 7
    vprord ymm14, ymm19, 18
    vmovq xmm0, qword ptr [rcx + 1608]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rcx + 1632]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rcx + 1640]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, ymm27
    vmovq xmm0, qword ptr [rcx + 1616]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1624]
    sha256rnds2 xmm12, xmm11
    vmovq xmm0, qword ptr [rcx + 1664]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1280], xmm1
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1672]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1312], xmm3
    vmovq xmm0, qword ptr [rcx + 1696]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1344], xmm5
    vmovq xmm0, qword ptr [rcx + 1704]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1376], xmm7
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm13, ymm17, dword ptr [rdi + 516]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 520]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1680]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1296], xmm9
    vmovq xmm0, qword ptr [rcx + 1688]
    sha256rnds2 xmm11, xmm12
    vmovdqa [rdi + 1328], xmm11
    vmovdqa xmm1, [rcx + 1808]
    vmovdqa xmm2, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 48]
    sha256rnds2 xmm2, xmm1
    vmovdqa [r8 + 832], ymm15
    vmovdqa [r8 + 864], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vpsrld ymm15, ymm20, 3
    vmovdqa xmm3, [rcx + 1840]
    vmovdqa xmm4, [rdi + 896]
    vmovq xmm0, qword ptr [rcx + 56]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rdi + 960]
    vpaddd xmm5, xmm5, [r9 + 0]
    vmovdqa xmm6, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm6, xmm5
    vmovdqa xmm7, [rdi + 960]
    vpaddd xmm7, xmm7, [r9 + 16]
    vmovdqa xmm8, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm8, xmm7
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vprord ymm13, ymm17, 17
    vmovdqa xmm9, [rdi + 960]
    vpaddd xmm9, xmm9, [r9 + 32]
    vmovdqa xmm10, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 112]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 120]
    sha256rnds2 xmm3, xmm4
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm9, xmm10
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 176]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 184]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 240]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 524]{1to8}
    vpaddd ymm14, ymm20, dword ptr [rdi + 528]{1to8}
    vmovq xmm0, qword ptr [rcx + 248]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm7, xmm8
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 896], ymm15
    vmovdqa [r8 + 928], ymm13
    vprord ymm13, ymm22, 7
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rdi + 832]
    sha256rnds2 xmm4, xmm3
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 840]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vpsrld ymm15, ymm23, 3
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vprord ymm13, ymm20, 17
    vmovq xmm0, qword ptr [rdi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm8, xmm7
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 304]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 312]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm13, ymm21, dword ptr [rdi + 532]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 536]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 960], ymm15
    vmovq xmm0, qword ptr [rsi + 0]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 8]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 32]
    sha256rnds2 xmm9, xmm10
    vmovdqa [r8 + 992], ymm13
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 368]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 376]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 64]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vprord ymm14, ymm21, 19
    vmovq xmm0, qword ptr [rsi + 72]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 96]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 432]
    sha256rnds2 xmm1, xmm2
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vprord ymm13, ymm25, 7
    vmovq xmm0, qword ptr [rcx + 440]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 128]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 136]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm25, 18
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vmovq xmm0, qword ptr [rsi + 160]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 496]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 504]
    sha256rnds2 xmm4, xmm3
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 192]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 200]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 224]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm13, ymm23, dword ptr [rdi + 540]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 544]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 560]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 568]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 256]
    sha256rnds2 xmm5, xmm6
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1024], ymm15
    vmovdqa [r8 + 1056], ymm13
    vprord ymm13, ymm26, 7
    vprord ymm14, ymm26, 18
    vmovq xmm0, qword ptr [rsi + 264]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 288]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 624]
    sha256rnds2 xmm2, xmm1
    vpsrld ymm15, ymm26, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vpaddd ymm25, ymm25, ymm18
    vmovq xmm0, qword ptr [rcx + 632]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 320]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 328]
    sha256rnds2 xmm8, xmm7
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 352]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 688]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 696]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm25, ymm25, ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vpsrld ymm15, ymm27, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 384]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 392]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 416]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vprord ymm14, ymm24, 19
    vmovq xmm0, qword ptr [rcx + 752]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 760]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 448]
    sha256rnds2 xmm6, xmm5
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm13, ymm25, dword ptr [rdi + 548]{1to8}
    vmovq xmm0, qword ptr [rsi + 456]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 480]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 816]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm14, ymm26, dword ptr [rdi + 552]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1088], ymm15
    vmovdqa [r8 + 1120], ymm13
    vmovq xmm0, qword ptr [rcx + 824]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 512]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 520]
    sha256rnds2 xmm7, xmm8
    vprord ymm13, ymm28, 7
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 544]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 880]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 888]
    sha256rnds2 xmm4, xmm3
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vpsrld ymm15, ymm25, 10
    vmovq xmm0, qword ptr [rsi + 576]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 584]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 608]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vprord ymm13, ymm29, 7
    vprord ymm14, ymm29, 18
    vmovq xmm0, qword ptr [rcx + 944]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 952]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 640]
    sha256rnds2 xmm5, xmm6
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm28, ymm28, ymm21
    vmovq xmm0, qword ptr [rsi + 648]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 672]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1008]
    sha256rnds2 xmm2, xmm1
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1016]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 704]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 712]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 556]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 560]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 736]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1072]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1080]
    sha256rnds2 xmm3, xmm4
    vmovdqa [r8 + 1152], ymm15
    vmovdqa [r8 + 1184], ymm13
    vprord ymm13, ymm30, 7
    vprord ymm14, ymm30, 18
    vpsrld ymm15, ymm30, 3
    vmovq xmm0, qword ptr [rsi + 768]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 776]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 800]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vpaddd ymm29, ymm29, ymm22
    vprord ymm13, ymm27, 17
    vmovq xmm0, qword ptr [rcx + 1136]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 1144]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 832]
    sha256rnds2 xmm6, xmm5
    vprord ymm14, ymm27, 19
    vpsrld ymm15, ymm27, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm29, ymm29, ymm13
    vmovq xmm0, qword ptr [rsi + 840]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 864]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1200]
    sha256rnds2 xmm1, xmm2
    vprord ymm13, ymm31, 7
    vprord ymm14, ymm31, 18
    vpsrld ymm15, ymm31, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rcx + 1208]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 896]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 904]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm30, ymm30, ymm23
    vprord ymm13, ymm28, 17
    vprord ymm14, ymm28, 19
    vpsrld ymm15, ymm28, 10
    vmovq xmm0, qword ptr [rsi + 928]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1264]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 1272]
    sha256rnds2 xmm4, xmm3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm30, ymm30, ymm13
    vpaddd ymm13, ymm29, dword ptr [rdi + 564]{1to8}
    vpaddd ymm14, ymm30, dword ptr [rdi + 568]{1to8}
    vmovq xmm0, qword ptr [rsi + 960]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 968]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 992]
    sha256rnds2 xmm10, xmm9
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1216], ymm15
    vmovdqa [r8 + 1248], ymm13
    vprord ymm13, ymm16, 7
    vmovq xmm0, qword ptr [rcx + 1328]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1336]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1024]
    sha256rnds2 xmm5, xmm6
    vprord ymm14, ymm16, 18
    vpsrld ymm15, ymm16, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vmovq xmm0, qword ptr [rsi + 1032]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1056]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1392]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm31, ymm31, ymm24
    vprord ymm13, ymm29, 17
    vprord ymm14, ymm29, 19
    vpsrld ymm15, ymm29, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1400]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1088]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1096]
    sha256rnds2 xmm8, xmm7
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm31, ymm31, ymm13
    vprord ymm13, ymm17, 7
    vprord ymm14, ymm17, 18
    vpsrld ymm15, ymm17, 3
    vmovq xmm0, qword ptr [rsi + 1120]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1456]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rcx + 1464]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, ymm25
    vprord ymm13, ymm30, 17
    vmovq xmm0, qword ptr [rsi + 1152]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1160]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1184]
    sha256rnds2 xmm9, xmm10
    vprord ymm14, ymm30, 19
    vpsrld ymm15, ymm30, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovq xmm0, qword ptr [rcx + 1520]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 1528]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1216]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm13, ymm31, dword ptr [rdi + 572]{1to8}
    vpaddd ymm14, ymm16, dword ptr [rdi + 576]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1280], ymm15
    vmovq xmm0, qword ptr [rsi + 1224]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1248]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rcx + 1584]
    sha256rnds2 xmm1, xmm2
    vmovdqa [r8 + 1312], ymm13
    vprord ymm13, ymm18, 7
    vprord ymm14, ymm18, 18
    vpsrld ymm15, ymm18, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rcx + 1592]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1280]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1288]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, ymm26
    vprord ymm13, ymm31, 17
    vprord ymm14, ymm31, 19
    vmovq xmm0, qword ptr [rsi + 1312]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rcx + 1648]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rcx + 1656]
    sha256rnds2 xmm4, xmm3
    vpsrld ymm15, ymm31, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vprord ymm13, ymm19, 7
    vmovq xmm0, qword ptr [rsi + 1344]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1352]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1376]
    sha256rnds2 xmm10, xmm9
    vprord ymm14, ymm19, 18
    vpsrld ymm15, ymm19, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovq xmm0, qword ptr [rcx + 1712]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1360], xmm1
    vmovq xmm0, qword ptr [rcx + 1720]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1392], xmm3
    vmovq xmm0, qword ptr [rsi + 1408]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1024], xmm5
    vmovdqa [rdi + 1152], xmm6
    vpaddd ymm18, ymm18, ymm27
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1416]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1056], xmm7
    vmovdqa [rdi + 1184], xmm8
    vmovq xmm0, qword ptr [rsi + 1440]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1088], xmm9
    vmovdqa [rdi + 1216], xmm10
    vmovdqa xmm1, [rdi + 960]
    vpaddd xmm1, xmm1, [r9 + 48]
    vmovdqa xmm2, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm13, ymm17, dword ptr [rdi + 580]{1to8}
    vpaddd ymm14, ymm18, dword ptr [rdi + 584]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovdqa xmm3, [rdi + 960]
    vpaddd xmm3, xmm3, [r9 + 64]
    vmovdqa xmm4, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm4, xmm3
    vmovdqa xmm5, [rdi + 960]
    vpaddd xmm5, xmm5, [r9 + 80]
    vmovdqa xmm6, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm6, xmm5
    vmovdqa xmm7, [rdi + 960]
    vpaddd xmm7, xmm7, [r9 + 96]
    vmovdqa xmm8, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm8, xmm7
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1344], ymm15
    vmovdqa [r8 + 1376], ymm13
    vprord ymm13, ymm20, 7
    vprord ymm14, ymm20, 18
    vmovdqa xmm9, [rdi + 960]
    vpaddd xmm9, xmm9, [r9 + 112]
    vmovdqa xmm10, [r9 + 128]
    vmovq xmm0, qword ptr [rdi + 768]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm3, xmm4
    vpsrld ymm15, ymm20, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, ymm28
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 776]
    sha256rnds2 xmm9, xmm10
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm6, xmm5
    vpaddd ymm19, ymm19, ymm13
    vprord ymm13, ymm21, 7
    vprord ymm14, ymm21, 18
    vpsrld ymm15, ymm21, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 784]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, ymm29
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm13, ymm19, dword ptr [rdi + 588]{1to8}
    vmovq xmm0, qword ptr [rdi + 792]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm4, xmm3
    vpaddd ymm14, ymm20, dword ptr [rdi + 592]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1408], ymm15
    vmovdqa [r8 + 1440], ymm13
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rdi + 800]
    sha256rnds2 xmm10, xmm9
    vprord ymm13, ymm22, 7
    vprord ymm14, ymm22, 18
    vpsrld ymm15, ymm22, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm5, xmm6
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm21, ymm21, ymm30
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rdi + 808]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm2, xmm1
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vprord ymm13, ymm23, 7
    vprord ymm14, ymm23, 18
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm8, xmm7
    vpsrld ymm15, ymm23, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm22, ymm22, ymm31
    vmovq xmm0, qword ptr [rdi + 816]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 40]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 16]
    sha256rnds2 xmm3, xmm4
    vprord ymm13, ymm20, 17
    vprord ymm14, ymm20, 19
    vpsrld ymm15, ymm20, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 24]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 48]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 56]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm22, ymm22, ymm13
    vpaddd ymm13, ymm21, dword ptr [rdi + 596]{1to8}
    vpaddd ymm14, ymm22, dword ptr [rdi + 600]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 104]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 80]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 88]
    sha256rnds2 xmm6, xmm5
    vmovdqa [r8 + 1472], ymm15
    vmovdqa [r8 + 1504], ymm13
    vprord ymm13, ymm24, 7
    vprord ymm14, ymm24, 18
    vpsrld ymm15, ymm24, 3
    vmovq xmm0, qword ptr [rsi + 112]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 120]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 168]
    sha256rnds2 xmm1, xmm2
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vpaddd ymm23, ymm23, ymm16
    vprord ymm13, ymm21, 17
    vmovq xmm0, qword ptr [rsi + 144]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 152]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 176]
    sha256rnds2 xmm7, xmm8
    vprord ymm14, ymm21, 19
    vpsrld ymm15, ymm21, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm23, ymm23, ymm13
    vmovq xmm0, qword ptr [rsi + 184]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 232]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 208]
    sha256rnds2 xmm4, xmm3
    vprord ymm13, ymm25, 7
    vprord ymm14, ymm25, 18
    vpsrld ymm15, ymm25, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 216]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 240]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 248]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm24, ymm24, ymm17
    vprord ymm13, ymm22, 17
    vprord ymm14, ymm22, 19
    vpsrld ymm15, ymm22, 10
    vmovq xmm0, qword ptr [rsi + 296]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 272]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 280]
    sha256rnds2 xmm5, xmm6
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm24, ymm24, ymm13
    vpaddd ymm13, ymm23, dword ptr [rdi + 604]{1to8}
    vpaddd ymm14, ymm24, dword ptr [rdi + 608]{1to8}
    vmovq xmm0, qword ptr [rsi + 304]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 312]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 360]
    sha256rnds2 xmm2, xmm1
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1536], ymm15
    vmovdqa [r8 + 1568], ymm13
    vprord ymm13, ymm26, 7
    vmovq xmm0, qword ptr [rsi + 336]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 344]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 368]
    sha256rnds2 xmm8, xmm7
    vprord ymm14, ymm26, 18
    vpsrld ymm15, ymm26, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vmovq xmm0, qword ptr [rsi + 376]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 424]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 400]
    sha256rnds2 xmm3, xmm4
    vpaddd ymm25, ymm25, ymm18
    vprord ymm13, ymm23, 17
    vprord ymm14, ymm23, 19
    vpsrld ymm15, ymm23, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 408]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 432]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 440]
    sha256rnds2 xmm9, xmm10
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm25, ymm25, ymm13
    vprord ymm13, ymm27, 7
    vprord ymm14, ymm27, 18
    vpsrld ymm15, ymm27, 3
    vmovq xmm0, qword ptr [rsi + 488]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 464]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 472]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vpaddd ymm26, ymm26, ymm19
    vprord ymm13, ymm24, 17
    vmovq xmm0, qword ptr [rsi + 496]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 504]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 552]
    sha256rnds2 xmm1, xmm2
    vprord ymm14, ymm24, 19
    vpsrld ymm15, ymm24, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm26, ymm26, ymm13
    vmovq xmm0, qword ptr [rsi + 528]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 536]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 560]
    sha256rnds2 xmm7, xmm8
    vpaddd ymm13, ymm25, dword ptr [rdi + 612]{1to8}
    vpaddd ymm14, ymm26, dword ptr [rdi + 616]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1600], ymm15
    vmovq xmm0, qword ptr [rsi + 568]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 616]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 592]
    sha256rnds2 xmm4, xmm3
    vmovdqa [r8 + 1632], ymm13
    vprord ymm13, ymm28, 7
    vprord ymm14, ymm28, 18
    vpsrld ymm15, ymm28, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 600]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 624]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 632]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vpaddd ymm27, ymm27, ymm20
    vprord ymm13, ymm25, 17
    vprord ymm14, ymm25, 19
    vmovq xmm0, qword ptr [rsi + 680]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 656]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 664]
    sha256rnds2 xmm5, xmm6
    vpsrld ymm15, ymm25, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm27, ymm27, ymm13
    vprord ymm13, ymm29, 7
    vmovq xmm0, qword ptr [rsi + 688]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 696]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 744]
    sha256rnds2 xmm2, xmm1
    vprord ymm14, ymm29, 18
    vpsrld ymm15, ymm29, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vmovq xmm0, qword ptr [rsi + 720]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 728]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 752]
    sha256rnds2 xmm8, xmm7
    vpaddd ymm28, ymm28, ymm21
    vprord ymm13, ymm26, 17
    vprord ymm14, ymm26, 19
    vpsrld ymm15, ymm26, 10
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 760]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 808]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 784]
    sha256rnds2 xmm3, xmm4
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm28, ymm28, ymm13
    vpaddd ymm13, ymm27, dword ptr [rdi + 620]{1to8}
    vpaddd ymm14, ymm28, dword ptr [rdi + 624]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 792]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 816]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 824]
    sha256rnds2 xmm9, xmm10
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [r8 + 1664], ymm15
    vmovdqa [r8 + 1696], ymm13
    vmovdqa32 ymm16, [r13 + -512]
    vmovdqa ymm15, [r13 + -480]
    vmovq xmm0, qword ptr [rsi + 872]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 848]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 856]
    sha256rnds2 xmm6, xmm5
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 880]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 888]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 936]
    sha256rnds2 xmm1, xmm2
    vpaddd ymm16, ymm16, ymm13
    vpaddd ymm16, ymm16, [r13 + -224]
    vmovdqa ymm15, [r13 + -64]
    vprord ymm13, ymm15, 17
    vprord ymm14, ymm15, 19
    vmovq xmm0, qword ptr [rsi + 912]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 920]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 944]
    sha256rnds2 xmm7, xmm8
    vpsrld ymm15, ymm15, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm16, ymm16, ymm13
    vmovdqa32 [r13 + 0], ymm16
    vmovq xmm0, qword ptr [rsi + 952]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1000]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 976]
    sha256rnds2 xmm4, xmm3
    vmovdqa32 ymm17, [r13 + -480]
    vmovdqa ymm15, [r13 + -448]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vmovq xmm0, qword ptr [rsi + 984]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1008]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1016]
    sha256rnds2 xmm10, xmm9
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm17, ymm17, ymm13
    vpaddd ymm17, ymm17, [r13 + -192]
    vmovdqa ymm15, [r13 + -32]
    vmovq xmm0, qword ptr [rsi + 1064]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1040]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1048]
    sha256rnds2 xmm5, xmm6
    vprord ymm13, ymm15, 17
    vprord ymm14, ymm15, 19
    vpsrld ymm15, ymm15, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 1072]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1080]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1128]
    sha256rnds2 xmm2, xmm1
    vpaddd ymm17, ymm17, ymm13
    vmovdqa32 [r13 + 32], ymm17
    vpaddd ymm13, ymm16, dword ptr [r14 + 0]{1to8}
    vpaddd ymm14, ymm17, dword ptr [r14 + 4]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1104]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1112]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1136]
    sha256rnds2 xmm8, xmm7
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 0], ymm15
    vmovdqa [rdx + 32], ymm13
    vmovdqa32 ymm18, [r13 + -448]
    vmovdqa ymm15, [r13 + -416]
    vmovq xmm0, qword ptr [rsi + 1144]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 1192]
    sha256rnds2 xmm1, xmm2
    vmovq xmm0, qword ptr [rsi + 1168]
    sha256rnds2 xmm3, xmm4
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vmovq xmm0, qword ptr [rsi + 1176]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1200]
    sha256rnds2 xmm7, xmm8
    vmovq xmm0, qword ptr [rsi + 1208]
    sha256rnds2 xmm9, xmm10
    vpaddd ymm18, ymm18, ymm13
    vpaddd ymm18, ymm18, [r13 + -160]
    vprord ymm13, ymm16, 17
    vprord ymm14, ymm16, 19
    vpsrld ymm15, ymm16, 10
    vmovq xmm0, qword ptr [rsi + 1256]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 1232]
    sha256rnds2 xmm4, xmm3
    vmovq xmm0, qword ptr [rsi + 1240]
    sha256rnds2 xmm6, xmm5
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm18, ymm18, ymm13
    vmovdqa32 [r13 + 64], ymm18
    vmovdqa32 ymm19, [r13 + -416]
    vmovq xmm0, qword ptr [rsi + 1264]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1272]
    sha256rnds2 xmm10, xmm9
    vmovq xmm0, qword ptr [rsi + 1320]
    sha256rnds2 xmm1, xmm2
    vmovdqa ymm15, [r13 + -384]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vmovq xmm0, qword ptr [rsi + 1296]
    sha256rnds2 xmm3, xmm4
    vmovq xmm0, qword ptr [rsi + 1304]
    sha256rnds2 xmm5, xmm6
    vmovq xmm0, qword ptr [rsi + 1328]
    sha256rnds2 xmm7, xmm8
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vpaddd ymm19, ymm19, [r13 + -128]
    vprord ymm13, ymm17, 17
    vprord ymm14, ymm17, 19
    vmovq xmm0, qword ptr [rsi + 1336]
    sha256rnds2 xmm9, xmm10
    vmovq xmm0, qword ptr [rsi + 1384]
    sha256rnds2 xmm2, xmm1
    vmovq xmm0, qword ptr [rsi + 1360]
    sha256rnds2 xmm4, xmm3
    vpsrld ymm15, ymm17, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm19, ymm19, ymm13
    vmovdqa32 [r13 + 96], ymm19
    vmovq xmm0, qword ptr [rsi + 1368]
    sha256rnds2 xmm6, xmm5
    vmovq xmm0, qword ptr [rsi + 1392]
    sha256rnds2 xmm8, xmm7
    vmovq xmm0, qword ptr [rsi + 1400]
    sha256rnds2 xmm10, xmm9
    vpaddd ymm13, ymm18, dword ptr [r14 + 8]{1to8}
    vpaddd ymm14, ymm19, dword ptr [r14 + 12]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 64], ymm15
    vmovq xmm0, qword ptr [rsi + 1448]
    sha256rnds2 xmm1, xmm2
    vmovdqa [rdi + 1120], xmm1
    vmovdqa [rdi + 1248], xmm2
    vmovq xmm0, qword ptr [rsi + 1424]
    sha256rnds2 xmm3, xmm4
    vmovdqa [rdi + 1040], xmm3
    vmovdqa [rdi + 1168], xmm4
    vmovq xmm0, qword ptr [rsi + 1432]
    sha256rnds2 xmm5, xmm6
    vmovdqa [rdi + 1072], xmm5
    vmovdqa [rdi + 1200], xmm6
    vmovdqa [rdx + 96], ymm13
    vmovdqa32 ymm20, [r13 + -384]
    vmovdqa ymm15, [r13 + -352]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vmovq xmm0, qword ptr [rsi + 1456]
    sha256rnds2 xmm7, xmm8
    vmovdqa [rdi + 1104], xmm7
    vmovdqa [rdi + 1232], xmm8
    vmovq xmm0, qword ptr [rsi + 1464]
    sha256rnds2 xmm9, xmm10
    vmovdqa [rdi + 1136], xmm9
    vmovdqa [rdi + 1264], xmm10
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vpaddd ymm20, ymm20, [r13 + -96]
    vprord ymm13, ymm18, 17
    vprord ymm14, ymm18, 19
    vpsrld ymm15, ymm18, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm20, ymm20, ymm13
    vmovdqa32 [r13 + 128], ymm20
    vmovdqa32 ymm21, [r13 + -352]
    vmovdqa ymm15, [r13 + -320]
    vprord ymm13, ymm15, 7
    vprord ymm14, ymm15, 18
    vpsrld ymm15, ymm15, 3
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vpaddd ymm21, ymm21, [r13 + -64]
    vprord ymm13, ymm19, 17
    vprord ymm14, ymm19, 19
    vpsrld ymm15, ymm19, 10
    vpxor ymm13, ymm13, ymm14
    vpxor ymm13, ymm13, ymm15
    vpaddd ymm21, ymm21, ymm13
    vmovdqa32 [r13 + 160], ymm21
    vpaddd ymm13, ymm20, dword ptr [r14 + 16]{1to8}
    vpaddd ymm14, ymm21, dword ptr [r14 + 20]{1to8}
    vpunpckldq ymm15, ymm13, ymm14
    vpunpckhdq ymm13, ymm13, ymm14
    vmovdqa [rdx + 128], ymm15
    vmovdqa [rdx + 160], ymm13
    mov r10, r9
    xchg rcx, r8
    add r9, 256
    add r13, 192
    add r14, 24
    add rdx, 192
    dec r12d
    jnz .Lsame_ck_hybrid_run_8
    lea r9, [rdi + 8192]
    mov r12d, 8
    lea r13, [rdi + 10816]
    lea r14, [rdi + 136]
    lea rbx, [rdx - 1536]
    mov rdx, rsi
    mov rsi, rbx
    add eax, 8
    lea ebx, [rax + 8]
    bswap ebx
    vpbroadcastd ymm13, ebx
    vpaddd ymm13, ymm13, [rdi + 928]
    vmovdqa [rdi + 10336], ymm13
.Lsame_ck_hybrid_run_8:
    dec r11
    jnz .Lnext_ck_hybrid_run_8
.Lout_ck_hybrid_run_8:
    mov [rdi + 16], r11
    vzeroupper
    pop r14
    pop r13
    pop r12
    pop rbx
    ret
.Lhit_ck_hybrid_run_8:
    mov rbx, [rdi + 0]
    vmovdqu32 [rbx], ymm16
    mov [rbx + 32], r11
    add rbx, 64
    mov [rdi + 0], rbx
    cmp rbx, [rdi + 8]
    jb .Lbody_ck_hybrid_run_8
    jmp .Lout_ck_hybrid_run_8
    .size ck_hybrid_run_8, . - ck_hybrid_run_8
    .section .note.GNU-stack, "", @progbits
#endif
